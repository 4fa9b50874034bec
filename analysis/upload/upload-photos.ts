import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import pMap from "p-map";
import { photoName, photoRecordKey, unusableReason, uploadKey } from "../../core/key-layout.ts";
import type { PhotoItem, PhotoRecord } from "../../core/photo-record.ts";
import { readItem } from "../../core/table/photo-items.ts";
import type { PhotoFile, Unreachable } from "../photos/find-photos.ts";
import { LocationStays, readPhotoFile, type Sending } from "../photos/read-photo-file.ts";
import type { Target } from "../target/target.ts";
import { explainFileError } from "../terminal/explain-file-error.ts";
import { refusalReason } from "./refusal.ts";

/** What became of a file. */
export interface UploadedPhoto {
  file: PhotoFile;
  /** What it is called in the bucket; differs from the file's where another folder's photo has that name. */
  photo: string;
  etag: string;
  /**
   * `sent`: new or changed bytes. `waiting`: already there, no outcome yet. `known`: already has its outcome.
   * `unreadable`: this disk would not give it. `refused`: S3 would not take it.
   */
  status: "sent" | "waiting" | "known" | "unreadable" | "refused";
  /** Why it is unreadable or refused. */
  message?: string;
  /** Of a known one: what became of these bytes. The photo's record may tell of others, such as a JPEG copy of them. */
  outcome?: PhotoItem;
  /** ETag of the record of an earlier time, at which it failed. */
  earlierRecord?: string;
}

export interface UploadOptions extends Partial<Sending> {
  onProgress?: (done: number) => void;
  /** Ends the upload after the photos that are under way. */
  signal?: AbortSignal;
}

const AT_ONCE = 8;

type Store = Pick<Target, "s3" | "dynamodb" | "bucket" | "table">;

/** Sends photos to `uploads/`, unless the same bytes are already there under that name, or were processed. */
export async function uploadPhotos(
  target: Store,
  files: PhotoFile[],
  { convert = false, noLocation = false, onProgress, signal }: UploadOptions = {},
): Promise<UploadedPhoto[]> {
  let done = 0;
  const uploaded = await pMap(
    files,
    async (file) => {
      if (signal?.aborted) return undefined;
      const result = await uploadPhoto(target, file, { convert, noLocation }).catch((error: Error) =>
        refused(file, error),
      );
      done += 1;
      onProgress?.(done);
      return result;
    },
    { concurrency: AT_ONCE },
  );
  return uploaded.filter((photo) => photo !== undefined);
}

async function uploadPhoto(target: Store, file: PhotoFile, sending: Sending): Promise<UploadedPhoto> {
  const read = await readPhotoFile(file, sending).catch((error: Error) => error);
  if (read instanceof LocationStays) {
    return { file, photo: file.photo, etag: "", status: "refused", message: read.message };
  }
  if (read instanceof Error) {
    return { file, photo: file.photo, etag: "", status: "unreadable", message: explainFileError(read) };
  }
  const tooLong = unusableReason(read.photo);
  if (tooLong) return { file, photo: read.photo, etag: "", status: "refused", message: tooLong };
  const { bytes } = read;
  const etag = createHash("md5").update(bytes).digest("hex");
  const item = await itemOf(target, read.photo, etag);
  if (item && isDecided(item)) return { file, photo: read.photo, etag, status: "known", outcome: item };

  const source = createHash("sha256").update(resolve(file.path)).digest("hex").slice(0, 16);
  const own = await head(target, read.photo);
  // Another folder's photo has the name: this one takes its folder's name along, so that neither replaces the other.
  const isTaken = own !== undefined && own.etag !== etag && own.source !== undefined && own.source !== source;
  const photo = isTaken ? `${basename(file.folder)}/${read.photo}` : read.photo;
  const becameTooLong = unusableReason(photo);
  if (becameTooLong) return { file, photo, etag, status: "refused", message: becameTooLong };
  const ownItem = isTaken ? await itemOf(target, photo, etag) : item;
  if (ownItem && isDecided(ownItem)) return { file, photo, etag, status: "known", outcome: ownItem };
  const hasFailed = ownItem?.Status === "FAILED";
  const present = isTaken ? await head(target, photo) : own;
  // What failed is sent again, and so started again; its record of then is no answer to that.
  const isThere = present?.etag === etag;
  const earlierRecord = isThere || hasFailed ? await failedRecord(target, photo, etag) : undefined;
  if (isThere && !hasFailed && earlierRecord === undefined) {
    return { file, photo, etag, status: "waiting" };
  }
  await target.s3.send(
    new PutObjectCommand({ Bucket: target.bucket, Key: uploadKey(photo), Body: bytes, Metadata: { source } }),
  );
  return { file, photo, etag, status: "sent", ...(earlierRecord !== undefined && { earlierRecord }) };
}

/** @throws what says that no photo can be sent */
function refused(file: PhotoFile, error: Error): UploadedPhoto {
  const message = refusalReason(error);
  if (message === undefined) throw error;
  return { file, photo: file.photo, etag: "", status: "refused", message };
}

/** Photos that were not sent and never will be as they are, and why. */
export function notAccepted(uploaded: UploadedPhoto[]): Unreachable[] {
  return uploaded.flatMap(({ photo, message }) => (message === undefined ? [] : [{ photo, message }]));
}

/** What the table knows of these bytes under this name. */
async function itemOf(store: Store, photo: string, etag: string): Promise<PhotoItem | undefined> {
  const item = await readItem(store, etag);
  return item?.Photo === photo ? item : undefined;
}

const isDecided = ({ Status }: PhotoItem): boolean => Status === "DONE" || Status === "REJECTED";

async function head({ s3, bucket }: Store, photo: string) {
  try {
    const { ETag, Metadata } = await s3.send(
      new HeadObjectCommand({ Bucket: bucket, Key: uploadKey(photo) }),
    );
    return { etag: ETag?.replaceAll('"', ""), source: Metadata?.source };
  } catch (error) {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** ETag of the record that says that these bytes failed, if there is one. */
async function failedRecord({ s3, bucket }: Store, photo: string, etag: string): Promise<string | undefined> {
  try {
    const Key = photoRecordKey(photoName(photo));
    const { Body, ETag, Metadata } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const { outcome } = JSON.parse((await Body?.transformToString()) || "{}") as Partial<PhotoRecord>;
    return Metadata?.etag === etag && outcome === "FAILED" ? ETag : undefined;
  } catch (error) {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  }
}
