import type { Exposure } from "./exif.ts";

/** The outcome of a photo: the shapes that the table and `photos/<name>.json` hold. */

/** In the table, while a photo is processed and after. */
export type PhotoStatus = "CLAIMED" | "DETECTED" | "INDEXED" | "DONE" | "REJECTED" | "FAILED" | "FORGOTTEN";

/** In `photos/<name>.json`, once it has ended. */
export type PhotoOutcome = "DONE" | "REJECTED" | "DUPLICATE" | "FAILED";

export interface PhotoRecord {
  photo: string;
  /** Bucket and key the photo was analysed from; a rejected one has moved since to `movedTo`. */
  bucket: string;
  key: string;
  movedTo?: string;
  etag: string;
  contentSha256?: string;
  bytes?: number;
  /** Pixels of the EXIF-upright image. */
  width?: number;
  height?: number;
  /** When, with what and where it was taken, from its EXIF; absent where it has none. */
  exposure?: Exposure;
  outcome: PhotoOutcome;
  /** Name of the error that ended it (see `errors.ts`); absent when DONE. */
  reason?: string;
  /** The reason in words, for people. */
  message?: string;
  /** When DUPLICATE: the photo that has the same bytes. */
  duplicateOf?: string;
  detectedFaces?: number;
  keptFaces?: number;
  /** Rekognition's `FaceModelVersion` of the indexed faces. */
  faceModelVersion?: string;
  rulesVersion?: string;
  /** Paid calls spent on this photo, by operation. */
  calls?: Record<string, number>;
  /** ISO 8601, UTC. */
  endedAt: string;
}

/** The location of a photo that has the same bytes as another. */
export interface DuplicatePhoto {
  bucket: string;
  key: string;
  etag: string;
  size?: number;
}

/** One per photo content, keyed by `Etag`. References and counts only: an item may hold 400 KB at most. */
export interface PhotoItem {
  Etag: string;
  Status: PhotoStatus;
  Bucket: string;
  Key: string;
  Photo: string;
  Name: string;
  /** The execution that processes it. */
  Owner: string;
  /** Seconds since 1970 until which the owner's claim holds. */
  LeaseUntil: number;
  ContentSha256?: string;
  Bytes?: number;
  Width?: number;
  Height?: number;
  Exposure?: Exposure;
  DetectedFaces?: number;
  KeptFaces?: number;
  FaceModelVersion?: string;
  RulesVersion?: string;
  Reason?: string;
  Message?: string;
  /** IndexFaces may have been called without its answer being counted: the collection may hold faces of it. */
  Indexing?: boolean;
  /** The collection is known to hold no face of it, although IndexFaces was called. */
  Cleared?: boolean;
  /** Photos with the same bytes, as JSON (see `DuplicatePhoto`): they are analysed once this one is removed. */
  Duplicates?: Set<string>;
  /** Paid calls, by operation. */
  DetectFacesCalls?: number;
  IndexFacesCalls?: number;
  UpdatedAt: string;
}
