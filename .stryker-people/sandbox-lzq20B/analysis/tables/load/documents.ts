// @ts-nocheck
import type { Face, FaceDetail, FaceRecord, UnindexedFace } from "@aws-sdk/client-rekognition";
import type { PhotoRecord } from "../../../core/photo-record.ts";

/** What is known of one photo; a document that is absent or damaged is undefined. */
export interface PhotoDocuments {
  detected?: FaceDetail[] | undefined;
  indexed?: IndexedFaces | undefined;
  kept?: Face[] | undefined;
  record?: PhotoRecord | undefined;
}

export interface IndexedFaces {
  records: FaceRecord[];
  unindexed: UnindexedFace[];
  modelVersion: string | undefined;
}

export interface SearchDocument {
  SearchedFaceId: string;
  FaceMatches: { Similarity: number; Face: Face & { FaceId: string } }[];
  FaceModelVersion?: string;
  /** Not Rekognition's: what was asked, and of which state of the collection. */
  FaceMatchThreshold?: number;
  MaxFaces?: number;
  SearchedAt?: string;
  CollectionVersion?: string;
}

type Json = Record<string, unknown>;

/** `detect-faces/<name>.json`: an answer of DetectFaces. */
export function parseDetected(text: string): FaceDetail[] {
  return arrayOf(object(parse(text)), "FaceDetails") as FaceDetail[];
}

/** `index-faces/<name>.json`: an answer of IndexFaces. */
export function parseIndexed(text: string): IndexedFaces {
  const answer = object(parse(text));
  return {
    records: arrayOf(answer, "FaceRecords") as FaceRecord[],
    unindexed: answer.UnindexedFaces === undefined ? [] : (arrayOf(answer, "UnindexedFaces") as []),
    modelVersion: answer.FaceModelVersion as string | undefined,
  };
}

/** `keep-faces/<name>.json`: the faces that stayed in the collection. */
export function parseKept(text: string): Face[] {
  const faces = parse(text);
  if (!Array.isArray(faces)) throw new Error(`should be an array of faces, is ${kind(faces)}`);
  return faces.map(object) as Face[];
}

/** `photos/<name>.json`. */
export function parseRecord(text: string): PhotoRecord {
  const record = object(parse(text));
  for (const field of ["outcome", "key", "endedAt"]) {
    if (typeof record[field] !== "string") {
      throw new Error(`${field} should be a text, is ${kind(record[field])}`);
    }
  }
  if (Number.isNaN(Date.parse(record.endedAt as string))) {
    throw new Error(`endedAt should be a time, is ${JSON.stringify(record.endedAt)}`);
  }
  return record as unknown as PhotoRecord;
}

/** `searches/<name>/<FaceId>.json`: an answer of SearchFaces for the face that the file is named after. */
export function parseSearch(text: string, faceId: string): SearchDocument {
  const search = object(parse(text));
  if (search.SearchedFaceId !== faceId) {
    throw new Error(
      `should be the search of face ${faceId}, is that of ${JSON.stringify(search.SearchedFaceId)}`,
    );
  }
  for (const match of arrayOf(search, "FaceMatches")) {
    const isMatch = typeof match.Similarity === "number" && typeof object(match.Face).FaceId === "string";
    if (!isMatch) throw new Error("a match has no Similarity or no FaceId");
  }
  return search as unknown as SearchDocument;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON: ${(error as Error).message}`);
  }
}

function object(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`should be an object, is ${kind(value)}`);
  }
  return value as Json;
}

function arrayOf(value: Json, field: string): Json[] {
  const items = value[field];
  if (!Array.isArray(items)) throw new Error(`${field} should be an array, is ${kind(items)}`);
  return items.map(object);
}

function kind(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}
