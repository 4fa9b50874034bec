// @ts-nocheck
import type { Emotion, FaceDetail } from "@aws-sdk/client-rekognition";
import { type PhotoSize, type Requirements, shortcomings } from "../../../core/requirements.ts";
import type { PhotoDocuments } from "./documents.ts";
import { engineOf } from "./engine.ts";
import { type JoinedFace, joinFaces } from "./join-faces.ts";
import type { FaceRow, MeasuresRow } from "./rows.ts";

export interface FaceContext {
  photo: string;
  modelVersion: string | null;
  requirements: Requirements;
  /** Of the photo, where its record says it. */
  size: PhotoSize | undefined;
  /** Path of the face's thumbnail, null where there is none. */
  thumbnailOf(faceId: string): string | null;
}

export interface FaceRows {
  faces: FaceRow[];
  staged_measures: MeasuresRow[];
}

/** The rows of a photo's faces. */
export function faceRows(documents: PhotoDocuments, context: FaceContext): FaceRows {
  const rows: FaceRows = { faces: [], staged_measures: [] };
  const keptIds = documents.kept && new Set(documents.kept.map(({ FaceId }) => FaceId));
  joinFaces(documents).forEach((joined, index) => {
    const lacks = shortcomings(joined.detail ?? {}, context.requirements, context.size);
    const isKept =
      joined.face !== undefined && (keptIds ? keptIds.has(joined.face.FaceId) : lacks.length === 0);
    const row = faceRow(joined, index + 1, context, isKept ? null : excludeReason(joined, lacks));
    rows.faces.push(row);
    rows.staged_measures.push(...measures(row, joined.detail));
  });
  return rows;
}

function measures({ photo, ordinal }: FaceRow, detail: FaceDetail = {}): MeasuresRow[] {
  const found: MeasuresRow[] = [];
  const { Emotions: emotions = [], Landmarks: landmarks = [] } = detail;
  if (emotions.length > 0) {
    // In one order, though every answer has its own: rows with the same types are written together.
    const sorted = [...emotions].sort((a, b) => (a.Type! < b.Type! ? -1 : 1));
    const types = sorted.map(({ Type }) => Type!);
    const values = sorted.map(({ Confidence }) => Confidence!);
    found.push({ photo, ordinal, table: "emotions", types, values, heights: [] });
  }
  if (landmarks.length > 0) {
    const types = landmarks.map(({ Type }) => Type!);
    const values = landmarks.map(({ X }) => X!);
    const heights = landmarks.map(({ Y }) => Y!);
    found.push({ photo, ordinal, table: "landmarks", types, values, heights });
  }
  return found;
}

function excludeReason({ face, detail, unindexedReasons }: JoinedFace, lacks: string[]): string {
  if (unindexedReasons) {
    return [
      "not indexed",
      ...unindexedReasons.map((reason) => reason.toLowerCase().replaceAll("_", " ")),
    ].join(", ");
  }
  if (detail && lacks.length > 0) return lacks.join(", ");
  return face ? "removed from the collection" : "not indexed";
}

function faceRow(
  { box, detail = {}, face }: JoinedFace,
  ordinal: number,
  { photo, modelVersion, thumbnailOf }: FaceContext,
  exclude_reason: string | null,
): FaceRow {
  const top = topEmotion(detail);
  return {
    face_key: `${photo}#${ordinal}`,
    face_id: face?.FaceId ?? null,
    photo,
    ordinal,
    kept: exclude_reason === null,
    exclude_reason,
    box_left: box?.Left ?? null,
    box_top: box?.Top ?? null,
    box_width: box?.Width ?? null,
    box_height: box?.Height ?? null,
    confidence: detail.Confidence ?? face?.Confidence ?? null,
    age_low: detail.AgeRange?.Low ?? null,
    age_high: detail.AgeRange?.High ?? null,
    gender: detail.Gender?.Value ?? null,
    gender_confidence: detail.Gender?.Confidence ?? null,
    smile: detail.Smile?.Value ?? null,
    smile_confidence: detail.Smile?.Confidence ?? null,
    eyeglasses: detail.Eyeglasses?.Value ?? null,
    eyeglasses_confidence: detail.Eyeglasses?.Confidence ?? null,
    sunglasses: detail.Sunglasses?.Value ?? null,
    sunglasses_confidence: detail.Sunglasses?.Confidence ?? null,
    beard: detail.Beard?.Value ?? null,
    beard_confidence: detail.Beard?.Confidence ?? null,
    mustache: detail.Mustache?.Value ?? null,
    mustache_confidence: detail.Mustache?.Confidence ?? null,
    eyes_open: detail.EyesOpen?.Value ?? null,
    eyes_open_confidence: detail.EyesOpen?.Confidence ?? null,
    mouth_open: detail.MouthOpen?.Value ?? null,
    mouth_open_confidence: detail.MouthOpen?.Confidence ?? null,
    occluded: detail.FaceOccluded?.Value ?? null,
    occluded_confidence: detail.FaceOccluded?.Confidence ?? null,
    brightness: detail.Quality?.Brightness ?? null,
    sharpness: detail.Quality?.Sharpness ?? null,
    roll: detail.Pose?.Roll ?? null,
    yaw: detail.Pose?.Yaw ?? null,
    pitch: detail.Pose?.Pitch ?? null,
    top_emotion: top?.Type ?? null,
    top_emotion_confidence: top?.Confidence ?? null,
    thumbnail: face?.FaceId === undefined ? null : thumbnailOf(face.FaceId),
    image_id: face?.ImageId ?? null,
    external_image_id: face?.ExternalImageId ?? null,
    engine: engineOf(modelVersion),
    model_version: modelVersion,
  };
}

/** The emotion with the highest confidence; of equal ones the first. */
function topEmotion({ Emotions = [] }: FaceDetail): Emotion | undefined {
  let top: Emotion | undefined;
  for (const emotion of Emotions) {
    if ((emotion.Confidence ?? 0) > (top?.Confidence ?? -1)) top = emotion;
  }
  return top;
}
