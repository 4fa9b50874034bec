import type { ChangedPhoto, ChangedSearch, ChangedThumbnail } from "./changes.ts";
import { readPhoto } from "./read-photo.ts";
import { readSearch } from "./read-search.ts";
import type { Shapes } from "./shapes.ts";
import { Batch } from "./write-batch.ts";

/** A batch that has been read, and the files that are gone with it. */
export interface ReadBatch {
  batch: Batch;
  gone: string[];
}

const LISTED = "IN (SELECT unnest($1::VARCHAR[]))";
const OF_PHOTO = `photo IN (SELECT photo FROM photos WHERE name ${LISTED})`;

export function photoBatch(
  photos: ChangedPhoto[],
  thumbnailOf: (faceId: string) => string | null,
  shapes: Shapes,
): ReadBatch {
  const batch = new Batch();
  const known = photos.filter(({ isKnown }) => isKnown).map(({ name }) => name);
  for (const table of ["faces", "emotions", "landmarks"])
    batch.remove(`DELETE FROM ${table} WHERE ${OF_PHOTO}`, known);
  batch.remove(`DELETE FROM api_calls WHERE source = 'pipeline' AND ${OF_PHOTO}`, known);
  batch.remove(`DELETE FROM photos WHERE name ${LISTED}`, known);
  for (const photo of photos) batch.add(readPhoto(photo, thumbnailOf, shapes));
  return { batch, gone: photos.flatMap((photo) => photo.gone) };
}

export function searchBatch(searches: ChangedSearch[], shapes: Shapes): ReadBatch {
  const batch = new Batch();
  const faceIds = searches.map(({ faceId }) => faceId);
  batch.remove(`DELETE FROM searches WHERE face_id ${LISTED}`, faceIds);
  batch.remove(`DELETE FROM matches WHERE face_id ${LISTED}`, faceIds);
  for (const search of searches) batch.add(readSearch(search, shapes));
  return { batch, gone: searches.flatMap((search) => search.gone) };
}

export function thumbnailBatch(thumbnails: ChangedThumbnail[]): ReadBatch {
  const batch = new Batch();
  const faceIds = thumbnails.map(({ faceId }) => faceId);
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
  return { batch, gone: thumbnails.filter(({ file }) => !file).map(({ path }) => path) };
}
