import type { DuckDBResultReader, Json } from "@duckdb/node-api";
import { toJson } from "../tables/to-json.ts";

/** What a statement answered. */
export interface Result {
  /** No two are alike. */
  columns: string[];
  /** DuckDB's type of each column. */
  types: string[];
  rows: Json[][];
}

export function resultOf(reader: DuckDBResultReader): Result {
  return {
    columns: reader.deduplicatedColumnNames(),
    types: reader.columnTypes().map(String),
    rows: reader.convertRows(toJson),
  };
}

/** A value as text for people: lists and structs as JSON. */
export function cellText(value: Json): string {
  if (value === null) return "NULL";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;

/** Whether the column holds numbers, which stand to the right. */
export const isNumeric = (type: string) => NUMERIC.test(type);
