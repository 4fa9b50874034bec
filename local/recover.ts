import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { photoName, photoOf, photoRecordKey, UPLOADS } from "../core/key-layout.ts";
import type { PhotoRecord } from "../core/photo-record.ts";
import { NAME } from "./names.ts";
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
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: NAME, Prefix: UPLOADS },
  )) {
    for (const { Key: key = "", ETag = "", Size: size = 0, LastModified: time = new Date() } of Contents) {
      const etag = ETag.replaceAll('"', "");
      if (isKnown(key, etag) || (await hasRecord(s3, key, etag))) continue;
      const sequencer = time.getTime().toString(16).toUpperCase().padStart(16, "0");
      missed.push({ bucket: NAME, key, size, etag, sequencer, time });
    }
  }
  return missed;
}

/** Tells whether a message about these bytes under this key waits. */
export function queuedObjects(messages: { body: string }[]): (key: string, etag: string) => boolean {
  const objects = messages.flatMap(({ body }) => {
    const { detail } = JSON.parse(body) as { detail?: { object?: { key?: string; etag?: string } } };
    return detail?.object ? `${detail.object.etag} ${detail.object.key}` : [];
  });
  const queued = new Set(objects);
  return (key, etag) => queued.has(`${etag} ${key}`);
}

/** The executions may have been deleted; what became of the photo is in the bucket too. */
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
