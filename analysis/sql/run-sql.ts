import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { type DuckDBConnection, StatementType } from "@duckdb/node-api";
import { CommandError } from "../command.ts";
import { withDatabase } from "../database.ts";
import { type Result, resultOf } from "./result.ts";

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

/** Runs all statements and gives the answers of those that have one. @throws CommandError with DuckDB's message */
export async function runSql(sql: string, { database, write = false }: SqlOptions): Promise<Result[]> {
  return await withSql(database, write, [], async (connection) => {
    const results: Result[] = [];
    const statements = await connection.extractStatements(sql);
    for (let i = 0; i < statements.count; i++) {
      const statement = await statements.prepare(i);
      const reader = await statement.runAndReadAll();
      if (hasAnswer(reader.statementType)) results.push(resultOf(reader));
      statement.destroySync();
    }
    return results;
  });
}

/** Writes the answer of one query as a Parquet file, whole or not at all; returns its rows. */
export async function writeParquet(sql: string, out: string, options: SqlOptions): Promise<number> {
  const temporary = resolve(`${out}.${process.pid}.tmp`);
  try {
    const count = await withSql(options.database, options.write ?? false, [temporary], async (connection) => {
      const statements = await connection.extractStatements(sql);
      const first = statements.count === 1 ? await statements.prepare(0) : undefined;
      if (first?.statementType !== StatementType.SELECT) {
        throw new CommandError(
          `Expected one query for a Parquet file, found ${first ? "another statement" : `${statements.count} statements`}.`,
        );
      }
      const written = await connection.runAndReadAll(
        `COPY (FROM query('${quoted(sql)}')) TO '${quoted(temporary)}' (FORMAT parquet)`,
      );
      return Number(written.getRows()[0]?.[0] ?? 0);
    });
    renameSync(temporary, out);
    return count;
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function withSql<T>(
  database: string,
  write: boolean,
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
      throw new CommandError(explained((error as Error).message));
    }
  });
}

/** DuckDB's message, which shows the place in the query, and what to do about it. */
function explained(failure: string): string {
  const message = failure.replace(/^Failed to extract statements: /, "");
  if (/read-only mode|disabled by configuration|configuration has been locked/i.test(message)) {
    return `${message}\n\nOnly reading the database is allowed. --write allows the rest: changes, and files read or written by SQL.`;
  }
  return message;
}

/** Statements such as INSERT answer with a count, which nobody asked for. */
function hasAnswer(type: StatementType): boolean {
  return ANSWERING.has(type);
}
const ANSWERING = new Set([
  StatementType.SELECT,
  StatementType.EXPLAIN,
  StatementType.PRAGMA,
  StatementType.CALL,
  StatementType.EXECUTE,
  StatementType.RELATION,
  StatementType.LOGICAL_PLAN,
]);

const quoted = (text: string) => text.replaceAll("'", "''");
