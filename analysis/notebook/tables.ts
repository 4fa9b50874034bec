import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows as answer, DATABASE_FILE, withDatabase } from "../tables/database.ts";

export type Value = string | number | boolean | null;

export function datasFolder(): string {
  return process.env.LOOKALIKE_DATAS ?? fileURLToPath(new URL("../../datas", import.meta.url));
}

export const databasePath = () => join(datasFolder(), DATABASE_FILE);

/** The database is opened for the answer alone, so that other commands can write between two cells. */
export function withTables<T>(
  question: (connection: DuckDBConnection, path: string) => Promise<T>,
): Promise<T> {
  const path = databasePath();
  // Nothing there yet: an empty database of the same shape answers that there are no rows.
  const place = existsSync(path) ? path : ":memory:";
  return withDatabase(place, { readOnly: place !== ":memory:" }, (connection) => question(connection, path));
}

export function rows<T = Record<string, Value>>(sql: string, values: Value[] = []): Promise<T[]> {
  return withTables((connection) => answer<T>(connection, sql, values));
}
