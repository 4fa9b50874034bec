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
import type { Services } from "./clients.ts";
import { deleteFaces, facesIndexedFor } from "./collection-faces.ts";
import { readDocument, writeDocument } from "./documents.ts";
import { checkCurrent, imageOf, orStale } from "./photo-bytes.ts";
import { type UpdateOptions, updateItem } from "./photo-table.ts";

export interface Indexed {
  answer: IndexFacesResponse;
  /** What the next update of the item must say of it. */
  update: [Partial<PhotoItem>, UpdateOptions];
}

/**
 * The photo's IndexFaces answer: the saved one, or that of an earlier attempt whose faces are in the collection, or,
 * only then, a paid one. It is saved before anything else is done with it. Throws ClaimLostError if the photo is no
 * longer ours.
 */
export async function indexPhoto(services: Services, photo: Photo): Promise<Indexed> {
  const saved = await readDocument<IndexFacesResponse>(services, indexFacesKey(photo.name), photo.etag);
  // Said before the call, since a crash after it would leave faces in the collection that nothing else tells of.
  const before = await updateItem(services, photo, saved ? {} : { Indexing: true }, { before: true });
  const mayHaveFaces = before.Indexing || before.IndexFacesCalls;
  const restored = !saved && mayHaveFaces ? await restore(services, photo) : undefined;
  const known = saved ?? restored;
  const answer = known ?? (await index(services, photo));
  if (!saved) await writeDocument(services, indexFacesKey(photo.name), photo.etag, answer);
  const isCounted = known !== undefined && !before.Indexing;
  return { answer, update: isCounted ? [{}, {}] : [{ Indexing: false }, { paid: "IndexFacesCalls" }] };
}

async function index(services: Services, photo: Photo): Promise<IndexFacesResponse> {
  const { $metadata, ...response } = await services.rekognition
    .send(
      new IndexFacesCommand({
        CollectionId: services.settings.collection,
        Image: imageOf(photo),
        ExternalImageId: photo.etag,
        DetectionAttributes: ["ALL"],
        MaxFaces: FACES_PER_PHOTO,
      }),
    )
    .catch((error) => orStale(services, photo, error));
  await checkUnchanged(services, photo);
  // The SDK tried again: the attempt that it gave up on may have indexed the same faces under other ids.
  if (($metadata.attempts ?? 1) > 1) {
    const ours = new Set(response.FaceRecords?.map(({ Face }) => Face?.FaceId));
    const all = await facesIndexedFor(services, photo.etag);
    await deleteFaces(
      services,
      idsOf(all).filter((id) => !ours.has(id)),
    );
  }
  return response;
}

/** A bucket without versions may have given Rekognition a newer photo than the event was about. */
export async function checkUnchanged(services: Pick<Services, "s3">, photo: Photo): Promise<void> {
  if (photo.versionId === undefined) await checkCurrent(services, photo);
}

/**
 * Puts a lost answer together again: which faces, from the collection; what they look like, from DetectFaces, which
 * measures the same. Undefined, and the collection clear of this photo, if that cannot be done.
 */
async function restore(services: Services, photo: Photo): Promise<IndexFacesResponse | undefined> {
  const indexed = await facesIndexedFor(services, photo.etag);
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
  const FaceModelVersion = indexed[0]?.IndexFacesModelVersion;
  return { FaceRecords: records, ...(FaceModelVersion && { FaceModelVersion }), UnindexedFaces: [] };
}

const idsOf = (faces: Face[]) => faces.flatMap(({ FaceId }) => FaceId ?? []);
