/** What the report's page is given: every text in it is data, shown as text. */
export interface Payload {
  /** ISO 8601, UTC. */
  writtenAt: string;
  summary: Summary;
  /** Kept faces, by photo. Their place in this list is what matches and people point at. */
  faces: ReportFace[];
  /** Per face: the other face and the similarity in hundredths of a percent, in turn, most similar first. */
  matches: number[][];
  /** Faces with more matches than are listed. */
  cut: number[];
  people: ReportPerson[];
  rejected: RejectedPhoto[];
  thumbnails: ThumbnailPlan;
}

export interface Summary {
  photos: number;
  photosKept: number;
  facesDetected: number;
  facesKept: number;
  people: number;
  /** Faces that were grouped, have nobody like them and no name; faces to ignore are not among them. */
  alone: number;
  /** Pairs of kept faces that a search found similar, both described by the same model. */
  pairs: number;
  /** What described the faces, in words. */
  models: string[];
}

export interface ReportFace {
  id: string;
  photo: string;
  /** Place in `people`; absent when the face is in no group. */
  person?: number;
  ageLow?: number;
  ageHigh?: number;
  gender?: string;
  emotion?: string;
  brightness?: number;
  sharpness?: number;
  smile?: boolean;
  eyeglasses?: boolean;
  /** False when the face was neither searched nor found by a search. */
  searched: boolean;
}

export interface ReportPerson {
  id: string;
  name?: string;
  faces: number[];
}

export interface RejectedPhoto {
  photo: string;
  /** In words: `no face found`. */
  why: string;
  /** The record's own sentence, where it says more. */
  message?: string;
  faces?: number;
  /** Place of its picture, after those of the faces; absent where the photo is not in the folder that was loaded. */
  picture?: number;
}

/** Where the page finds a face's picture. */
export interface ThumbnailPlan {
  /** Pixels of a side, at most. */
  side: number;
  /** Pictures in one chunk of the page: of faces, then of rejected photos; 0 when the pictures are files beside it. */
  perChunk: number;
}

/** One chart as the page draws it. */
export interface ReportChart {
  name: string;
  title: string;
  about: string;
  caption?: string;
  empty: string;
  sql: string;
  /** A Vega specification; absent when there is nothing to draw. */
  vega?: object;
  /** The first numbers of the chart, for those who would rather read them. */
  columns: string[];
  rows: (string | number | boolean | null)[][];
  /** How many rows there are. */
  count: number;
}
