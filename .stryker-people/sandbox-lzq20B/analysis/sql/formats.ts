// @ts-nocheck
import type { Json } from "@duckdb/node-api";
import { drawTable } from "./draw-table.ts";
import { cellText, isNumeric, type Result } from "./result.ts";

/** Formats that are text; Parquet is written by DuckDB itself. */
export type TextFormat = "table" | "csv" | "json" | "ndjson" | "markdown";

export interface FormatContext {
  /** Columns of the terminal, undefined elsewhere. */
  width?: number | undefined;
  /** CSV begins with a byte order mark. */
  bom?: boolean;
  /** CSV text that a spreadsheet would take for a formula stays as it is. */
  rawCsv?: boolean;
}

export const FORMATS: Record<TextFormat, (result: Result, context: FormatContext) => string> = {
  table: (result, { width }) => drawTable(result, width),
  csv: (result, { bom, rawCsv }) => (bom ? "\ufeff" : "") + csvTable(result, rawCsv),
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
function csvTable({ columns, types, rows }: Result, rawCsv = false): string {
  const safe = rawCsv ? (text: string) => text : withoutFormula;
  const cell = (value: Json, i: number) => {
    if (value === null) return "";
    return csvText(isText(types[i]!) ? safe(cellText(value)) : cellText(value));
  };
  return [columns.map((column) => csvText(safe(column))), ...rows.map((row) => row.map(cell))]
    .map((row) => row.join(","))
    .join("\r\n");
}

const isText = (type: string) => !isNumeric(type) && !/^(DATE|TIME|INTERVAL)/.test(type);

/**
 * A spreadsheet runs text that begins so as a formula, which may send the sheet's content away; an apostrophe before
 * it keeps it text (owasp.org, "CSV Injection").
 */
const withoutFormula = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

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
