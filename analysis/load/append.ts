import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import { rows } from "../database.ts";
import type { Table, TableRows } from "./rows.ts";

/** Rows of several tables, still to be written. */
export type RowsByTable = { [T in Table]?: TableRows[T][] };

/** The most rows that one of DuckDB's chunks holds. */
const CHUNK_ROWS = 2048;

type Value = string | number | boolean | Date | null;

/** A table's columns in order, with the JavaScript type that their values must have. */
interface Shape {
  names: string[];
  kinds: Kind[];
}
type Kind = "text" | "number" | "integer" | "boolean" | "time";

const KINDS: Record<string, Kind> = {
  VARCHAR: "text",
  DOUBLE: "number",
  INTEGER: "integer",
  BIGINT: "integer",
  BOOLEAN: "boolean",
  TIMESTAMP: "time",
};

export type Shapes = Map<string, Shape>;

export async function tableShapes(connection: DuckDBConnection): Promise<Shapes> {
  const shapes: Shapes = new Map();
  const columns = await rows<{ table: string; name: string; type: string }>(
    connection,
    `SELECT table_name AS table, column_name AS name, data_type AS type FROM duckdb_columns()
     WHERE NOT internal ORDER BY table_name, column_index`,
  );
  for (const { table, name, type } of columns) {
    const shape = shapes.get(table) ?? { names: [], kinds: [] };
    shapes.set(table, shape);
    shape.names.push(name);
    shape.kinds.push(KINDS[type] ?? "text");
  }
  return shapes;
}

/**
 * The answers of a service are trusted for their meaning, not for their types: a text in the place of a number
 * is found here, before it spoils the rows of other photos.
 * @throws Error that names the first column whose value is of another type.
 */
export function checkRows(found: RowsByTable, shapes: Shapes): void {
  for (const [table, tableRows] of Object.entries(found)) {
    const { names, kinds } = shapes.get(table)!;
    for (const row of tableRows as unknown as Record<string, Value>[]) {
      for (let i = 0; i < names.length; i++) {
        const value = row[names[i]!]!;
        if (value !== null && !isKind(value, kinds[i]!)) {
          const shown = JSON.stringify(value)?.slice(0, 60);
          throw new Error(`expected ${KIND_WORDS[kinds[i]!]} for ${names[i]} in ${table}, found ${shown}`);
        }
      }
    }
  }
}

const KIND_WORDS: Record<Kind, string> = {
  text: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  time: "a time",
};

function isKind(value: Value, kind: Kind): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "time":
      return value instanceof Date;
  }
}

/** Appends the rows column by column, in chunks: many times faster than row by row. */
export async function appendRows<T extends Table>(
  connection: DuckDBConnection,
  table: T,
  tableRows: TableRows[T][],
  shapes: Shapes,
): Promise<void> {
  if (tableRows.length === 0) return;
  const { names } = shapes.get(table)!;
  const appender = await connection.createAppender(table);
  try {
    const types = names.map((_, column) => appender.columnType(column));
    for (let first = 0; first < tableRows.length; first += CHUNK_ROWS) {
      const part = tableRows.slice(first, first + CHUNK_ROWS) as unknown as Record<string, Value>[];
      const chunk = DuckDBDataChunk.create(types, part.length);
      names.forEach((name, column) => {
        const type = types[column]!;
        chunk.setColumnValues(
          column,
          part.map((row) => toDuckDB(row[name]!, type)),
        );
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function toDuckDB(value: Value, type: DuckDBType): DuckDBValue {
  if (value instanceof Date) return new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
  return type.typeId === DuckDBTypeId.BIGINT && typeof value === "number" ? BigInt(value) : value;
}
