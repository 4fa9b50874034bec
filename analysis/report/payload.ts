/** What the page is given, in the report and in the app: every text in it is data, shown as text. */
export interface Payload {
  /** ISO 8601, UTC. */
  writtenAt: string;
  summary: Summary;
  /** Kept faces, by photo. Their place in this list is what matches and people point at. */
  faces: ReportFace[];
  /** Every photo that was analysed, in the order people count. */
  photos: ReportPhoto[];
  people: PeopleState;
  /** The report only: the app asks for a face's matches when they are looked at. */
  matches?: FaceMatches[];
  thumbnails: ThumbnailPlan;
}

export interface Summary {
  photos: number;
  photosKept: number;
  facesDetected: number;
  facesKept: number;
  /** Pairs of kept faces that a search found similar, both described by the same model. */
  pairs: number;
  /** Searches go down to this similarity, percent. */
  lowest: number;
  /** What described the faces, in words. */
  models: string[];
  /** Kept faces that are not on the page: their shorter side has fewer pixels. */
  hidden?: { faces: number; minFace: number };
}

/** What was measured on a face. What was not is left out. */
export interface Attributes {
  ageLow?: number;
  ageHigh?: number;
  gender?: string;
  emotion?: string;
  /** 0 to 100. */
  brightness?: number;
  sharpness?: number;
  smile?: boolean;
  eyeglasses?: boolean;
  sunglasses?: boolean;
}

/** Left, top, width, height as thousandths of the upright photo; can lie outside of it. */
export type PageBox = [left: number, top: number, width: number, height: number];

export interface ReportFace extends Attributes {
  id: string;
  photo: string;
  box?: PageBox;
}

export interface ReportPhoto {
  photo: string;
  /** Pixels, upright. */
  width?: number;
  height?: number;
  /** When it was taken, ISO 8601 without a zone: cameras know none. */
  taken?: string;
  /** In words, where it gave no face: `no face found`. */
  why?: string;
  /** The record's own sentence, where it says more. */
  message?: string;
  /** Faces that were detected, where that is known. */
  detected?: number;
  /** Faces that were detected and not kept. */
  others?: ExcludedFace[];
  /** Place of its picture, after those of the faces; absent where there is none. */
  picture?: number;
}

export interface ExcludedFace extends Attributes {
  box?: PageBox;
  /** `too young, too dark` */
  why: string;
}

/** Who is who, as far as it was decided or computed; in the app every decision brings a new one. */
export interface PeopleState {
  /** Those with most faces first. */
  people: ReportPerson[];
  /** Faces that were told to be ignored. */
  ignored: number[];
  /** What is worth a look, most telling first. */
  review: ReviewItem[];
  /** What stands, oldest first. */
  decisions: ListedDecision[];
}

export interface ReportPerson {
  /** `P1` */
  id: string;
  name?: string;
  /** 2019, 2019-05 or 2019-05-31. */
  born?: string;
  faces: number[];
  /**
   * For each of `faces`, how alike it is to the others, percent on average; null where no search tells, or where a
   * decision put it here.
   */
  confidence: (number | null)[];
}

/** Two people who may be one, or a face that may be somebody else's. */
export interface ReviewItem {
  kind: "merge" | "suspect";
  /** Of the merge: the two people. Of the suspect: its person, and the person it would fit better. */
  a: string;
  b?: string;
  /** The two faces to look at; of the suspect itself, and the face of its person that is least like it. */
  faces: [number, number?];
  /** Mean similarity of what is asked about, percent. */
  mean: number;
}

export interface ListedDecision {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  /** In words. */
  text: string;
}

/** The faces most similar to one. */
export interface FaceMatches {
  /** The other face and the similarity in hundredths of a percent, in turn, most similar first. */
  list: number[];
  /** How many there are, listed or not. */
  total: number;
  /**
   * `whole`: every face that is similar is known. `partial`: the face itself was not searched, others found it.
   * `cut`: its search ended at the most that was asked for. `unknown`: neither searched nor found.
   */
  known: "whole" | "partial" | "cut" | "unknown";
}

/** Where the page finds a face's picture. */
export interface ThumbnailPlan {
  /** Pixels of a side, at most. */
  side: number;
  /** Pictures in one chunk of the page: of faces, then of photos; 0 when the pictures are files beside it. */
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
