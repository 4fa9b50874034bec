// @ts-nocheck
import type { Face } from "@aws-sdk/client-rekognition";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { keepFacesKey, thumbnailKey } from "../core/key-layout.ts";
import { photoOfEvent, type StateInput } from "../core/photo-event.ts";
import { defaultServices, type Services } from "./clients.ts";
import { openForCropping } from "./crop-faces.ts";
import { readDocument } from "./documents.ts";
import { logEnd } from "./log.ts";
import { readPhoto } from "./photo-bytes.ts";
import { updateItem } from "./photo-table.ts";
import { retryable } from "./retryable.ts";
import { writeRecord } from "./write-record.ts";

const CROPS_AT_ONCE = 4;

/** Cuts a thumbnail of every kept face and marks the photo done. */
export function handler(input: StateInput, _context?: unknown, services: Services = defaultServices()) {
  return retryable(() => cutThumbnails(input, services));
}

async function cutThumbnails(input: StateInput, services: Services) {
  const { s3, settings } = services;
  const photo = photoOfEvent(input, settings.bucket);
  const item = await updateItem(services, photo, {});
  const faces = (await readDocument<Face[]>(services, keepFacesKey(photo.name), photo.etag)) ?? [];
  const crop = await openForCropping(await readPhoto(services, photo));
  const thumbnail = async ({ FaceId, BoundingBox }: Face) => {
    if (FaceId === undefined || BoundingBox === undefined) return;
    const Body = await crop(BoundingBox);
    const Metadata = { etag: photo.etag };
    const Key = thumbnailKey(FaceId);
    await s3.send(
      new PutObjectCommand({ Bucket: settings.bucket, Key, Body, ContentType: "image/jpeg", Metadata }),
    );
  };
  await pMap(faces, thumbnail, { concurrency: CROPS_AT_ONCE });
  await writeRecord(services, photo, item, { outcome: "DONE" });
  await updateItem(services, photo, { Status: "DONE" });
  logEnd("Thumbnail", photo, "DONE", { thumbnails: faces.length });
  return { photo: photo.name, thumbnails: faces.length };
}
