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
export async function readDocument<T>(
  { s3, settings }: Storage,
  key: string,
  etag: string,
): Promise<T | undefined> {
  try {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }));
    const text = await Body?.transformToString();
    return text !== undefined && Metadata?.etag === etag ? (JSON.parse(text) as T) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes compact JSON with a line feed, so that engines that read line by line can. */
export async function writeDocument({ s3, settings }: Storage, key: string, etag: string, document: unknown) {
  await s3.send(
    new PutObjectCommand({
      Bucket: settings.bucket,
      Key: key,
      Body: `${JSON.stringify(document)}\n`,
      ContentType: "application/json",
      Metadata: { etag },
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
