import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { StatementType } from "@duckdb/node-api";
import { CommandError } from "../command.ts";
import { type Result, resultOf } from "./result.ts";
import { quoted, type SqlOptions, statementsOf, withSql } from "./with-sql.ts";

/** A statement failed; those before it have run. */
export class SqlError extends CommandError {
  /** What the statements before it answered. */
  readonly answers: Result[];

  constructor(message: string, answers: Result[]) {
    super(message);
    this.answers = answers;
  }
}

/** Runs all statements and gives the answers of those that have one. @throws SqlError with DuckDB's message */
export async function runSql(sql: string, options: SqlOptions): Promise<Result[]> {
  const results: Result[] = [];
  try {
    await withSql(sql, options, [], async (connection) => {
      const statements = await statementsOf(connection, sql);
      for (let i = 0; i < statements.count; i++) {
        const statement = await statements.prepare(i);
        const reader = await statement.runAndReadAll();
        if (hasAnswer(reader.statementType)) results.push(resultOf(reader));
        statement.destroySync();
      }
    });
  } catch (error) {
    throw error instanceof CommandError ? new SqlError(error.message, results) : error;
  }
  return results;
}

/** Writes the answer of one query as a Parquet file, whole or not at all; returns its rows. */
export async function writeParquet(sql: string, out: string, options: SqlOptions): Promise<number> {
  const temporary = resolve(`${out}.${process.pid}.tmp`);
  try {
    const count = await withSql(sql, options, [temporary], async (connection) => {
      const statements = await statementsOf(connection, sql);
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
