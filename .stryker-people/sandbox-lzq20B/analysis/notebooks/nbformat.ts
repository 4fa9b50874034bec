/** The part of Jupyter's notebook format 4.5 that is used here (https://nbformat.readthedocs.io). */
// @ts-nocheck


export type MimeBundle = Record<string, unknown>;

export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string | string[] }
  | { output_type: "display_data"; data: MimeBundle; metadata: object }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

export interface MarkdownCell {
  cell_type: "markdown";
  id?: string;
  metadata: object;
  source: string | string[];
}

export interface CodeCell {
  cell_type: "code";
  id?: string;
  metadata: object;
  source: string | string[];
  execution_count: number | null;
  outputs: Output[];
}

export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: object;
  cells: (MarkdownCell | CodeCell)[];
}

/** Text of one MIME type, empty where the output has none. */
export const mimeText = (data: MimeBundle, type: string): string =>
  textOf((data[type] ?? "") as string | string[]);

/** Texts are a string or a list of lines that keep their ends. */
export const textOf = (text: string | string[]): string => (typeof text === "string" ? text : text.join(""));
