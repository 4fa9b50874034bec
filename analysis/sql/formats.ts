import type { Json } from "@duckdb/node-api";
import { drawTable } from "./draw-table.ts";
import { cellText, isNumeric, type Result } from "./result.ts";

/** Formats that are text; Parquet is written by DuckDB itself. */
export type TextFormat = "table" | "csv" | "json" | "ndjson" | "markdown";

export interface FormatContext {
  /** Columns of the terminal, undefined elsewhere. */
  width?: number | undefined;
}

export const FORMATS: Record<TextFormat, (result: Result, context: FormatContext) => string> = {
  table: (result, { width }) => drawTable(result, width),
  csv: ({ columns, rows }) =>
    [columns.map(csvText), ...rows.map((row) => row.map(csvCell))].map((row) => row.join(",")).join("\r\n"),
  json: (result) =>
    `[${objects(result)
      .map((row) => `\n  ${row}`)
      .join(",")}\n]`,
  ndjson: (result) => objects(result).join("\n"),
  markdown: ({ columns, types, rows }) =>
    [
      columns.map(markdownText),
      types.map((type) => (isNumeric(type) ? "--:" : "---")),
      ...rows.map((row) => row.map((value) => (value === null ? "NULL" : markdownText(cellText(value))))),
    ]
      .map((row) => `| ${row.join(" | ")} |`)
      .join("\n"),
};

export const isTextFormat = (format: string): format is TextFormat => Object.hasOwn(FORMATS, format);

/** Written out, because an object would put names that are numbers, such as a pivot's years, before the others. */
function objects({ columns, rows }: Result): string[] {
  const names = columns.map((column) => JSON.stringify(column));
  return rows.map((row) => `{${row.map((value, i) => `${names[i]!}:${JSON.stringify(value)}`).join(",")}}`);
}

/** RFC 4180. No value is nothing at all, an empty text is `""`. */
const csvCell = (value: Json) => (value === null ? "" : csvText(cellText(value)));

function csvText(text: string): string {
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text as text: nothing of it is markup, it stays in its cell, and it is not taken for NULL or for nothing. */
function markdownText(text: string): string {
  if (text === "" || text === "NULL") return `'${text}'`;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\|*_`[\]~]/g, "\\$&")
    .replace(/\r?\n|\r/g, "<br>")
    .replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
