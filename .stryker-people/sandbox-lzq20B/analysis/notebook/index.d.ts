/**
 * What cells need: SQL, charts and pictures. Written by hand, in TypeScript 5.0's terms, because the kernel checks
 * cells with that; a test holds it against the code.
 */
// @ts-nocheck


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
  readonly together: Chart;
};

/** The folder that is explored: the environment's LOOKALIKE_DATAS, or `datas` of this project. */
export declare function datasFolder(): string;

/** Runs SQL on the faces; `values` stand for $1, $2, … No database yet means no rows. */
export declare function rows<T = Row>(sql: string, values?: Value[]): Promise<T[]>;

/** Shows an answer as a table, or `empty` where there are no rows. */
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
