import {
  type DetectFacesResponse,
  type Face,
  type FaceRecord,
  IndexFacesCommand,
  type IndexFacesResponse,
} from "@aws-sdk/client-rekognition";
import { isSameBox } from "../core/box.ts";
import { FACES_PER_PHOTO } from "../core/collection-limits.ts";
import { detectFacesKey, indexFacesKey } from "../core/key-layout.ts";
import type { Photo } from "../core/photo-event.ts";
import type { PhotoItem } from "../core/photo-record.ts";
import { type PhotoSize, sizeOf } from "../core/requirements.ts";
import { countExtraCall, countThrottle } from "./call-counts.ts";
import type { Services } from "./clients.ts";
import { deleteFaces, facesIndexedFor } from "./collection-faces.ts";
import { readAnswer, readDocument, type SavedAnswer, writeAnswer } from "./documents.ts";
import { checkCurrent, imageOf, rethrowOrStale } from "./photo-bytes.ts";
import { type UpdateOptions, updateItem } from "./photo-table.ts";
import { isRefusal } from "./refusal.ts";

export interface Indexed {
  answer: IndexFacesResponse;
  /** The changes that the next update of the item records. */
  update: [Partial<PhotoItem>, UpdateOptions];
  /** Pixels of the upright photo, once DetectFaces has seen it. */
  size: PhotoSize | undefined;
}

/**
 * The photo's IndexFaces answer: the saved one, or that of an earlier attempt whose faces are in the collection, or,
 * only then, a paid one. It is saved before anything else is done. Throws ClaimLostError if the photo is no longer
 * ours, StaleError if the answer is about newer bytes.
 */
export async function indexPhoto(services: Services, photo: Photo): Promise<Indexed> {
  const key = indexFacesKey(photo.name);
  const saved = await readAnswer<IndexFacesResponse>(services, key, photo.etag);
  // Noted before the call: after a crash nothing else would tell that the collection may hold faces.
  const note = saved ? {} : { Indexing: true, Cleared: false };
  const before = await updateItem(services, photo, note, { before: true });
  const mayHaveFaces = before.Indexing || (before.IndexFacesCalls && !before.Cleared);
  const restored = !saved && mayHaveFaces ? await restore(services, photo) : undefined;
  const known = saved ?? (restored && { document: restored, attempts: 1 });
  if (!known && mayHaveFaces) await countExtraCall(services, "IndexFaces");
  const answer = known ?? (await index(services, photo));
  if (!saved) await writeAnswer(services, key, photo.etag, answer);
  await checkUnchanged(services, photo);
  const isCounted = known !== undefined && !before.Indexing;
  if (!isCounted && answer.attempts > 1) await deleteOthers(services, photo, answer.document);
  const update: Indexed["update"] = isCounted ? [{}, {}] : [{ Indexing: false }, { paid: "IndexFacesCalls" }];
  return { answer: answer.document, update, size: sizeOf(before.Width, before.Height) };
}

async function index(services: Services, photo: Photo): Promise<SavedAnswer<IndexFacesResponse>> {
  try {
    const { $metadata, ...document } = await services.rekognition.send(
      new IndexFacesCommand({
        CollectionId: services.settings.collection,
        Image: imageOf(photo),
        ExternalImageId: photo.etag,
        DetectionAttributes: ["ALL"],
        MaxFaces: FACES_PER_PHOTO,
      }),
    );
    return { document, attempts: $metadata.attempts ?? 1 };
  } catch (error) {
    await countThrottle(services, error as Error);
    // The call was refused: the collection is as it was, and need not be searched.
    if (isRefusal(error as Error)) await updateItem(services, photo, { Indexing: false, Cleared: true });
    return rethrowOrStale(services, photo, error as Error);
  }
}

/** After a second attempt of the SDK: the first may have indexed the same faces under other ids. */
async function deleteOthers(services: Services, photo: Photo, answer: IndexFacesResponse): Promise<void> {
  const ours = new Set(answer.FaceRecords?.map(({ Face }) => Face?.FaceId));
  const { faces: all } = await facesIndexedFor(services, photo.etag);
  await deleteFaces(
    services,
    idsOf(all).filter((id) => !ours.has(id)),
  );
}

/** A bucket without versions may have given Rekognition a newer photo than the event was about. */
export async function checkUnchanged(services: Pick<Services, "s3">, photo: Photo): Promise<void> {
  if (photo.versionId === undefined) await checkCurrent(services, photo);
}

/**
 * Rebuilds a lost answer: which faces, from the collection; what they look like, from DetectFaces, which
 * measures the same. Undefined, and the collection clear of this photo, if that cannot be done.
 */
async function restore(services: Services, photo: Photo): Promise<IndexFacesResponse | undefined> {
  const { faces: indexed, faceModelVersion: FaceModelVersion } = await facesIndexedFor(services, photo.etag);
  const detected = await readDocument<DetectFacesResponse>(services, detectFacesKey(photo.name), photo.etag);
  const records = (detected?.FaceDetails ?? []).flatMap((FaceDetail): FaceRecord[] => {
    const face = indexed.find(({ BoundingBox }) => isSameBox(BoundingBox, FaceDetail.BoundingBox));
    if (!face) return [];
    const { IndexFacesModelVersion: _, ...Face } = face;
    return [{ Face, FaceDetail }];
  });
  const restored = new Set(records.map(({ Face }) => Face?.FaceId));
  // The same face twice, or one without detail.
  await deleteFaces(
    services,
    idsOf(indexed).filter((id) => !restored.has(id)),
  );
  if (records.length === 0) return undefined;
  return { FaceRecords: records, ...(FaceModelVersion && { FaceModelVersion }), UnindexedFaces: [] };
}

const idsOf = (faces: Face[]) => faces.flatMap(({ FaceId }) => FaceId ?? []);
