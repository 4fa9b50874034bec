/** What the loader puts into the tables: one interface per table, its fields the table's columns. */

export interface PhotoRow {
  photo: string;
  name: string;
  bucket: string | null;
  key: string;
  moved_to: string | null;
  etag: string | null;
  content_sha256: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  taken_at: Date | null;
  taken_offset: string | null;
  camera: string | null;
  orientation: number | null;
  latitude: number | null;
  longitude: number | null;
  status: string;
  reason: string | null;
  message: string | null;
  duplicate_of: string | null;
  detected_faces: number | null;
  kept_faces: number;
  engine: string | null;
  model_version: string | null;
  rules_version: string | null;
  analysed_at: Date;
}

export interface FaceRow {
  face_key: string;
  face_id: string | null;
  photo: string;
  ordinal: number;
  kept: boolean;
  exclude_reason: string | null;
  box_left: number | null;
  box_top: number | null;
  box_width: number | null;
  box_height: number | null;
  confidence: number | null;
  age_low: number | null;
  age_high: number | null;
  gender: string | null;
  gender_confidence: number | null;
  smile: boolean | null;
  smile_confidence: number | null;
  eyeglasses: boolean | null;
  eyeglasses_confidence: number | null;
  sunglasses: boolean | null;
  sunglasses_confidence: number | null;
  beard: boolean | null;
  beard_confidence: number | null;
  mustache: boolean | null;
  mustache_confidence: number | null;
  eyes_open: boolean | null;
  eyes_open_confidence: number | null;
  mouth_open: boolean | null;
  mouth_open_confidence: number | null;
  occluded: boolean | null;
  occluded_confidence: number | null;
  brightness: number | null;
  sharpness: number | null;
  roll: number | null;
  yaw: number | null;
  pitch: number | null;
  top_emotion: string | null;
  top_emotion_confidence: number | null;
  thumbnail: string | null;
  image_id: string | null;
  external_image_id: string | null;
  engine: string | null;
  model_version: string | null;
}

/** All emotions or all landmarks of one face, before each becomes a row of its table. */
export interface MeasuresRow {
  photo: string;
  ordinal: number;
  table: "emotions" | "landmarks";
  types: string[];
  /** Confidences of emotions, horizontal places of landmarks. */
  values: number[];
  /** Vertical places of landmarks, empty for emotions. */
  heights: number[];
}

export interface ThumbnailRow {
  face_id: string;
  path: string;
  bytes: number;
  face_key: string | null;
  photo: string | null;
  orphan: boolean;
  written_at: Date;
}

export interface SearchRow {
  face_id: string;
  path: string;
  searched_at: Date;
  threshold: number | null;
  max_faces: number | null;
  matches: number;
  truncated: boolean;
  collection_version: string | null;
  engine: string | null;
  model_version: string | null;
}

export interface MatchRow {
  face_id: string;
  match_face_id: string;
  similarity: number;
  match_external_image_id: string | null;
  engine: string | null;
  model_version: string | null;
}

export interface CallRow {
  source: string;
  called_at: Date;
  engine: string | null;
  operation: string;
  photo: string | null;
  face_id: string | null;
  calls: number;
  usd: number;
  list_usd: number;
}

export interface FileRow {
  path: string;
  etag: string;
  problem: string | null;
}

export interface TableRows {
  photos: PhotoRow;
  faces: FaceRow;
  staged_measures: MeasuresRow;
  thumbnails: ThumbnailRow;
  searches: SearchRow;
  matches: MatchRow;
  api_calls: CallRow;
  files: FileRow;
}

export type Table = keyof TableRows;
