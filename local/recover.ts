import { randomUUID } from "node:crypto";
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
} from "@aws-sdk/client-s3";
import { photoName, photoOf, photoRecordKey, UPLOADS } from "../core/key-layout.ts";
import type { PhotoRecord } from "../core/photo-record.ts";
import { NAME } from "./common/names.ts";
import type { ObjectCreated } from "./s3/server.ts";

/**
 * Photos whose event was lost: they arrived, but the process died before their message was on the disk. EventBridge
 * delivers at least once, so such a photo gets its event now.
 *
 * @param isKnown true when some execution was started for these bytes under this key, or waits to be
 */
export async function findMissed(
  s3: S3Client,
  isKnown: (key: string, etag: string) => boolean,
): Promise<ObjectCreated[]> {
  const missed: ObjectCreated[] = [];
  for await (const { Key: key = "", ETag = "", Size: size = 0, LastModified, VersionId } of newest(s3)) {
    const etag = ETag.replaceAll('"', "");
    if (isKnown(key, etag) || (await hasRecord(s3, key, etag))) continue;
    const time = LastModified ?? new Date();
    missed.push({
      bucket: NAME,
      key,
      size,
      etag,
      ...(VersionId !== undefined && VersionId !== "null" && { versionId: VersionId }),
      sequencer: time.getTime().toString(16).toUpperCase().padStart(16, "0"),
      time,
      // The operation that wrote it is not stored.
      reason: "PutObject",
      requestId: randomUUID(),
      sourceIp: "127.0.0.1",
    });
  }
  return missed;
}

/** Whether a message about these bytes under this key is in the queue. */
export function queuedObjects(messages: { body: string }[]): (key: string, etag: string) => boolean {
  const objects = messages.flatMap(({ body }) => {
    const { detail } = JSON.parse(body) as { detail?: { object?: { key?: string; etag?: string } } };
    return detail?.object ? `${detail.object.etag} ${detail.object.key}` : [];
  });
  const queued = new Set(objects);
  return (key, etag) => queued.has(`${etag} ${key}`);
}

/** The newest version of every upload, unless that is a delete marker. */
async function* newest(s3: S3Client): AsyncGenerator<ObjectVersion> {
  let position: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {};
  while (position) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: NAME, Prefix: UPLOADS, ...position }),
    );
    for (const version of page.Versions ?? []) if (version.IsLatest) yield version;
    position = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
}

/** The executions may have been deleted, but the bucket has the photo's record too. */
async function hasRecord(s3: S3Client, key: string, etag: string): Promise<boolean> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: NAME, Key: photoRecordKey(photoName(photoOf(key))) }),
    );
    const record = JSON.parse((await Body?.transformToString()) ?? "{}") as Partial<PhotoRecord>;
    return record.etag === etag;
  } catch {
    return false; // None, or one that cannot be read: the pipeline writes it again.
  }
}
