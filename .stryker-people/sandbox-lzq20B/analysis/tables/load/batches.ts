// @ts-nocheck
import type { ChangedPhoto, ChangedSearch, ChangedThumbnail } from "./changes.ts";
import { readPhoto } from "./read-photo.ts";
import { readSearch } from "./read-search.ts";
import type { FoundFile } from "./scan.ts";
import type { Shapes } from "./shapes.ts";
import { Batch } from "./write-batch.ts";

const LISTED = "IN (SELECT unnest($1::VARCHAR[]))";
const FORGET = `DELETE FROM files WHERE path ${LISTED}`;
const OF_PHOTO = `photo IN (SELECT photo FROM photos WHERE name ${LISTED})`;

export function photoBatch(
  photos: ChangedPhoto[],
  thumbnailOf: (faceId: string) => string | null,
  shapes: Shapes,
): Batch {
  const batch = new Batch();
  const known = photos.filter(({ isKnown }) => isKnown).map(({ name }) => name);
  for (const table of ["faces", "emotions", "landmarks"])
    batch.remove(`DELETE FROM ${table} WHERE ${OF_PHOTO}`, known);
  batch.remove(`DELETE FROM api_calls WHERE source = 'pipeline' AND ${OF_PHOTO}`, known);
  batch.remove(`DELETE FROM photos WHERE name ${LISTED}`, known);
  for (const photo of photos) batch.add(readPhoto(photo, thumbnailOf, shapes));
  batch.remove(
    FORGET,
    photos.flatMap(({ gone, documents }) => [...gone, ...knownPaths(Object.values(documents))]),
  );
  return batch;
}

export function searchBatch(searches: ChangedSearch[], shapes: Shapes): Batch {
  const batch = new Batch();
  const known = searches.filter(
    ({ gone, documents }) => gone.length > 0 || documents.some(({ isKnown }) => isKnown),
  );
  const faceIds = known.map(({ faceId }) => faceId);
  batch.remove(`DELETE FROM searches WHERE face_id ${LISTED}`, faceIds);
  batch.remove(`DELETE FROM matches WHERE face_id ${LISTED}`, faceIds);
  for (const search of searches) batch.add(readSearch(search, shapes));
  batch.remove(
    FORGET,
    known.flatMap(({ gone, documents }) => [...gone, ...knownPaths(documents)]),
  );
  return batch;
}

export function thumbnailBatch(thumbnails: ChangedThumbnail[]): Batch {
  const batch = new Batch();
  const known = thumbnails.filter(({ file }) => file === undefined || file.isKnown);
  const faceIds = known.map(({ faceId }) => faceId);
  batch.remove(`DELETE FROM thumbnails WHERE face_id ${LISTED}`, faceIds);
  for (const { faceId, file } of thumbnails) {
    if (!file) continue;
    const { path, bytes, modified, etag } = file;
    const written_at = new Date(Math.round(modified));
    batch.add({
      thumbnails: [{ face_id: faceId, path, bytes, face_key: null, photo: null, orphan: true, written_at }],
      files: [{ path, etag, problem: null }],
    });
  }
  batch.remove(
    FORGET,
    known.map(({ path }) => path),
  );
  return batch;
}

// Looking for rows that cannot be there would take longer with every batch.
const knownPaths = (files: FoundFile[]) => files.filter(({ isKnown }) => isKnown).map(({ path }) => path);
