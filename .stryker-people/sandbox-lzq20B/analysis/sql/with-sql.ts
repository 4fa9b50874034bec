// @ts-nocheck
import type { DuckDBConnection, DuckDBExtractedStatements } from "@duckdb/node-api";
import { withDatabase } from "../tables/database.ts";
import { asDuckDBError, DuckDBError } from "../tables/duckdb-error.ts";
import { CommandError } from "../terminal/command.ts";
import { explainDuckDBError } from "./explain-error.ts";

export interface SqlOptions {
  /** The database file. */
  database: string;
  /** Allow statements that change the database, and files to be read and written by SQL. */
  write?: boolean;
}

/**
 * Without the right to write, SQL reaches the database and nothing else: no other file, no network, no extension,
 * and it cannot give itself these rights. Reading files is left out with the rest, because a query copied from
 * somewhere could otherwise show any file of the computer.
 */
const LOCK = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

/**
 * Opens the database for SQL that someone wrote, which may write no file but the `allowed`.
 * @throws CommandError with DuckDB's message
 */
export async function withSql<T>(
  sql: string,
  { database, write = false }: SqlOptions,
  allowed: string[],
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  return await withDatabase(database, { readOnly: !write }, async (connection) => {
    if (!write) {
      const paths = allowed.map((path) => `'${quoted(path)}'`).join();
      for (const statement of [`SET allowed_paths = [${paths}]`, ...LOCK]) await connection.run(statement);
    }
    try {
      return await use(connection);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      throw explainDuckDBError(error, sql);
    }
  });
}

/** @throws CommandError when the text holds no statement */
export async function statementsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBExtractedStatements> {
  try {
    return await connection.extractStatements(sql);
  } catch (error) {
    // DuckDB has no error of its own for this.
    if (asDuckDBError(error) instanceof DuckDBError) throw error;
    throw new CommandError(
      'No SQL statement given, only spaces or comments. Write one, such as "FROM faces LIMIT 5".',
    );
  }
}

export const quoted = (text: string) => text.replaceAll("'", "''");
