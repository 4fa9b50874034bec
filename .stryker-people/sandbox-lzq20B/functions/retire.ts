// @ts-nocheck
import type { IndexFacesResponse } from "@aws-sdk/client-rekognition";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { MESSAGE_GROUP } from "../core/admission.ts";
import {
  detectFacesKey,
  indexFacesKey,
  keepFacesKey,
  photoRecordKey,
  thumbnailKey,
} from "../core/key-layout.ts";
import { objectCreated } from "../core/photo-event.ts";
import type { DuplicatePhoto, PhotoItem } from "../core/photo-record.ts";
import type { Services } from "./clients.ts";
import { deleteFaces, facesIndexedFor } from "./collection-faces.ts";
import { deleteDocument, readDocument } from "./documents.ts";
import { deleteItem, releaseItem } from "./photo-table.ts";

/**
 * Removes what an earlier photo of the same name left: its faces, thumbnails, documents and item. Each step may run
 * again; the item goes last.
 */
export async function retirePhoto(services: Services, item: PhotoItem): Promise<void> {
  await withdrawFaces(services, item);
  for (const key of [detectFacesKey, photoRecordKey])
    await deleteDocument(services, key(item.Name), item.Etag);
  await deleteItem(services, await freeDuplicates(services, item));
}

/**
 * Has the photos analysed that have the same bytes and are still there: they were duplicates of this one. It counts as
 * failed first, so that whoever of them comes before the item is deleted may take it over. Returns the item as it is.
 */
async function freeDuplicates(services: Services, item: PhotoItem): Promise<PhotoItem> {
  const duplicates = [...(item.Duplicates ?? [])];
  if (duplicates.length === 0) return item;
  const freed = await releaseItem(services, item);
  for (const duplicate of duplicates) {
    const object = JSON.parse(duplicate) as DuplicatePhoto;
    const event = { id: `after-${item.Owner}`, ...objectCreated(object) };
    await services.sqs.send(
      new SendMessageCommand({
        QueueUrl: services.settings.queueUrl,
        MessageBody: JSON.stringify(event),
        MessageGroupId: MESSAGE_GROUP,
      }),
    );
  }
  return freed;
}

/**
 * Takes a photo's faces out of the collection, with their thumbnails and with the documents that say that they are
 * there: whoever takes the photo again must not believe those. False if there was nothing to look for.
 */
export async function withdrawFaces(services: Services, item: PhotoItem): Promise<boolean> {
  const { s3, settings } = services;
  const { Etag: etag, Name: name, Indexing, IndexFacesCalls } = item;
  if (!Indexing && !IndexFacesCalls) return false;
  const indexed = await readDocument<IndexFacesResponse>(services, indexFacesKey(name), etag);
  // The document goes last: without it they are withdrawn already, unless its answer was never saved.
  const faces = indexed
    ? (indexed.FaceRecords ?? []).map(({ Face }) => Face)
    : Indexing
      ? (await facesIndexedFor(services, etag)).faces
      : [];
  const faceIds = faces.flatMap((face) => face?.FaceId ?? []);
  await deleteFaces(services, faceIds);
  for (const faceId of faceIds)
    await s3.send(new DeleteObjectCommand({ Bucket: settings.bucket, Key: thumbnailKey(faceId) }));
  for (const key of [keepFacesKey, indexFacesKey]) await deleteDocument(services, key(name), etag);
  return true;
}
