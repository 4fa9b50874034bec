// @ts-nocheck
import { photoOfName, uploadKey } from "../../../core/key-layout.ts";
import { LOCAL_NAME } from "../../../core/local-name.ts";
import type { PhotoRecord } from "../../../core/photo-record.ts";
import {
  FIRST_REQUIREMENTS,
  type Requirements,
  requirementsOf as requirementsNamed,
  sizeOf,
} from "../../../core/requirements.ts";
import { callsUsd } from "../../plan/prices.ts";
import type { PhotoDocuments } from "./documents.ts";
import { engineOf } from "./engine.ts";
import { type FaceRows, faceRows } from "./face-rows.ts";
import type { CallRow, FaceRow, PhotoRow } from "./rows.ts";

export interface PhotoContext {
  name: string;
  /** When the newest of the photo's documents was written. */
  writtenAt: Date;
  /** Path of a face's thumbnail, null where there is none. */
  thumbnailOf(faceId: string): string | null;
}

export interface PhotoRows extends FaceRows {
  photos: PhotoRow[];
  api_calls: CallRow[];
}

/** All rows that come from a photo's documents; none when there is no readable document. */
export function photoRows(
  documents: PhotoDocuments,
  { name, writtenAt, thumbnailOf }: PhotoContext,
): PhotoRows {
  const { record, detected, indexed, kept } = documents;
  if (!record && !detected && !indexed && !kept) {
    return { photos: [], api_calls: [], faces: [], staged_measures: [] };
  }
  const photo = photoOfName(name);
  const modelVersion = record?.faceModelVersion ?? indexed?.modelVersion ?? null;
  const requirements = requirementsOf(record?.rulesVersion);
  const size = sizeOf(record?.width, record?.height);
  const ofFaces = faceRows(documents, { photo, modelVersion, requirements, size, thumbnailOf });
  const known = detected !== undefined || indexed !== undefined;
  const row: PhotoRow = {
    photo,
    name,
    bucket: record?.bucket ?? null,
    key: record?.key ?? uploadKey(photo),
    moved_to: record?.movedTo ?? null,
    etag: record?.etag ?? ofFaces.faces.find((face) => face.external_image_id)?.external_image_id ?? null,
    content_sha256: record?.contentSha256 ?? null,
    bytes: record?.bytes ?? null,
    width: record?.width ?? null,
    height: record?.height ?? null,
    ...exposure(record),
    ...outcome(documents, ofFaces.faces),
    detected_faces: known ? ofFaces.faces.length : (record?.detectedFaces ?? null),
    kept_faces: ofFaces.faces.filter((face) => face.kept).length,
    engine: engineOf(modelVersion),
    model_version: modelVersion,
    rules_version: record?.rulesVersion ?? null,
    analysed_at: record ? new Date(record.endedAt) : writtenAt,
  };
  return { photos: [row], api_calls: record ? callRows(record, row) : [], ...ofFaces };
}

type ExposureColumns = Pick<
  PhotoRow,
  "taken_at" | "taken_offset" | "camera" | "orientation" | "latitude" | "longitude"
>;

/** When, with what and where the photo was taken. The local time is kept as it is: as if it were UTC. */
function exposure(record: PhotoRecord | undefined): ExposureColumns {
  const { takenAt, takenOffset, camera, orientation, latitude, longitude } = record?.exposure ?? {};
  const takenDate = new Date(`${takenAt}Z`);
  return {
    taken_at: Number.isNaN(takenDate.getTime()) ? null : takenDate,
    taken_offset: takenOffset ?? null,
    camera: camera ?? null,
    orientation: orientation ?? null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  };
}

type Outcome = Pick<PhotoRow, "status" | "reason" | "message" | "duplicate_of">;

/** What became of the photo: its record says it, or else the documents that are there. */
function outcome({ record, indexed, kept }: PhotoDocuments, faces: FaceRow[]): Outcome {
  if (record) {
    return {
      status: record.outcome,
      reason: record.reason ?? null,
      message: record.message ?? null,
      duplicate_of: record.duplicateOf ?? null,
    };
  }
  const none = { reason: null, message: null, duplicate_of: null };
  if (indexed || kept) return { ...none, status: "DONE" };
  if (faces.length === 0) {
    return { ...none, status: "REJECTED", reason: "NoFaceError", message: "no face was found" };
  }
  // A face that meets the requirements and is not indexed: the pipeline has not come to it yet.
  if (faces.some((face) => face.exclude_reason === "not indexed")) return { ...none, status: "DETECTED" };
  const message = `no face meets the requirements: ${[...new Set(faces.map((face) => face.exclude_reason))].join("; ")}`;
  return { ...none, status: "REJECTED", reason: "FaceRequirementError", message };
}

function callRows({ bucket, calls = {} }: PhotoRecord, { photo, engine, analysed_at }: PhotoRow): CallRow[] {
  return Object.entries(calls)
    .filter(([, count]) => count > 0)
    .map(([operation, count]) => ({ operation, count, listUsd: callsUsd(operation, count, "eu-west-1") }))
    .map(({ operation, count, listUsd }) => ({
      source: "pipeline",
      called_at: analysed_at,
      engine,
      operation,
      photo,
      face_id: null,
      calls: count,
      // What this computer answered, by its models or from a recording, nobody was charged for.
      usd: engine === "lookalike" || bucket === LOCAL_NAME ? 0 : listUsd,
      list_usd: listUsd,
    }));
}

/** The requirements that a rules version names; those of the first system where it is absent or of another form. */
export const requirementsOf = (rulesVersion: string | undefined): Requirements =>
  requirementsNamed(rulesVersion ?? "") ?? FIRST_REQUIREMENTS;
