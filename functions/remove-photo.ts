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
export async function removePhoto(services: Services, item: PhotoItem): Promise<void> {
  await removeFaces(services, item);
  for (const key of [detectFacesKey, photoRecordKey])
    await deleteDocument(services, key(item.Name), item.Etag);
  await deleteItem(services, await freeDuplicates(services, item));
}

/**
 * Has this photo's duplicates analysed, if they are still there. Its item is set to FAILED first, so that a duplicate that
 * is processed before the item is deleted may take it over. Returns the item as it is then.
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
 * Deletes a photo's faces from the collection, their thumbnails, and the documents that list them, which a later attempt
 * must not trust. False if it had no faces.
 */
export async function removeFaces(services: Services, item: PhotoItem): Promise<boolean> {
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
