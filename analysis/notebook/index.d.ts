/**
 * What cells need: SQL, charts and pictures. Written by hand, in TypeScript 5.0's terms, because the kernel checks
 * cells with that, and so says again what the code says; a test holds it against the code.
 */

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** A question, its SQL and its picture. */
export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly empty: string;
  readonly sql: string;
}

/** The charts that the report shows, by name. */
export declare const charts: {
  readonly outcomes: Chart;
  readonly emotions: Chart;
  readonly ages: Chart;
  readonly similarities: Chart;
  readonly quality: Chart;
  readonly pose: Chart;
  readonly thresholds: Chart;
  readonly thresholdPairs: Chart;
  readonly peopleSizes: Chart;
  readonly years: Chart;
  readonly together: Chart;
};

/** The folder that is explored: the environment's LOOKALIKE_DATAS, or `datas` of this project. */
export declare function datasFolder(): string;

/** Runs SQL on the faces; `values` stand for $1, $2, … No database yet means no rows. */
export declare function rows<T = Row>(sql: string, values?: Value[]): Promise<T[]>;

/** Shows an answer as a table (its first rows and columns), or `empty` where there are no rows. */
export declare function table(sql: string, options?: { values?: Value[]; empty?: string }): Promise<void>;

/** Draws a chart of the report, or a Vega-Lite specification of one's own. */
export declare function show(chart: Chart | object): Promise<void>;

export interface Picture {
  /** Path in the folder that was loaded, as in `faces.thumbnail`. */
  thumbnail: string | null;
  /** Lines beneath the picture. */
  caption?: string;
}

/** Shows faces side by side, small; or `empty` where there are none. */
export declare function pictures(faces: Picture[], options?: { empty?: string }): Promise<void>;

/** Shows a sentence, as Markdown. */
export declare function say(markdown: string): void;

/** Two people who may be one, with the faces of theirs that look most alike. */
export interface BorderlinePair {
  /** Names, or ids where they have none. */
  person: string;
  similar_person: string;
  face_key: string;
  similar_face_key: string;
  thumbnail: string | null;
  similar_thumbnail: string | null;
  /** Of these two faces, percent. */
  similarity: number;
  /** Over all pairs of the two people, percent. */
  mean: number;
}

export type Answer = "same" | "different";

/** The people who may be one, most similar first (8 of them, or as many as you say). */
export declare function borderline(limit?: number): Promise<BorderlinePair[]>;

/** Decides about pairs by their number, the first is 1: `{ 1: "same" }`. Kept for ever; `people undo` takes one back. */
export declare function decide(
  pairs: readonly BorderlinePair[],
  answers: Readonly<Record<number, Answer>>,
): Promise<void>;
