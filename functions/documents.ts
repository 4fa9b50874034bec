import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { isChanged, isMissing } from "../core/s3-errors.ts";
import type { Services } from "./clients.ts";

/**
 * JSON documents in the bucket. Each says in its metadata which photo's ETag it was made for, so that a rerun can
 * tell what it already paid for from what an earlier photo of the same name left behind.
 */
type Storage = Pick<Services, "s3" | "settings">;

/** The document, or undefined if there is none for this ETag. */
export async function readDocument<T>(storage: Storage, key: string, etag: string): Promise<T | undefined> {
  return (await readAnswer<T>(storage, key, etag))?.document;
}

/** An answer that was paid for, as it was saved. */
export interface SavedAnswer<T> {
  document: T;
  /** Attempts of the SDK until the call was answered. */
  attempts: number;
}

/** The saved answer, or undefined if there is none for this ETag. */
export async function readAnswer<T>(
  { s3, settings }: Storage,
  key: string,
  etag: string,
): Promise<SavedAnswer<T> | undefined> {
  try {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }));
    const text = await Body?.transformToString();
    if (text === undefined || Metadata?.etag !== etag) return undefined;
    return { document: JSON.parse(text) as T, attempts: Number(Metadata.attempts ?? 1) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes compact JSON with a line feed, so that engines that read line by line can. */
export function writeDocument(storage: Storage, key: string, etag: string, document: unknown): Promise<void> {
  return put(storage, key, { etag }, document);
}

/** Writes an answer that was paid for: before anything else is done. */
export function writeAnswer<T>(
  storage: Storage,
  key: string,
  etag: string,
  { document, attempts }: SavedAnswer<T>,
): Promise<void> {
  return put(storage, key, { etag, ...(attempts > 1 && { attempts: `${attempts}` }) }, document);
}

async function put(
  { s3, settings }: Storage,
  key: string,
  Metadata: Record<string, string>,
  document: unknown,
) {
  await s3.send(
    new PutObjectCommand({
      Bucket: settings.bucket,
      Key: key,
      Body: `${JSON.stringify(document)}\n`,
      ContentType: "application/json",
      Metadata,
    }),
  );
}

/** Deletes the document if it was made for this ETag. */
export async function deleteDocument({ s3, settings }: Storage, key: string, etag: string) {
  const location = { Bucket: settings.bucket, Key: key };
  try {
    const { Metadata, ETag } = await s3.send(new HeadObjectCommand(location));
    if (Metadata?.etag === etag) await s3.send(new DeleteObjectCommand({ ...location, IfMatch: ETag }));
  } catch (error) {
    if (!isMissing(error) && !isChanged(error)) throw error;
  }
}
