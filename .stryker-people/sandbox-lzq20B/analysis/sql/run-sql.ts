// @ts-nocheck
import { ResultReturnType } from "@duckdb/node-api";
import { CommandError } from "../terminal/command.ts";
import { type Result, resultOf } from "./result.ts";
import { type SqlOptions, statementsOf, withSql } from "./with-sql.ts";

/** A statement failed; those before it have run. */
export class SqlError extends CommandError {
  /** What the statements before it answered. */
  readonly answers: Result[];

  constructor({ message, cause }: CommandError, answers: Result[]) {
    super(message, { cause });
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
        // Without rows of its own, a change answers with a count, which nobody asked for.
        if (reader.returnType === ResultReturnType.QUERY_RESULT) results.push(resultOf(reader));
        statement.destroySync();
      }
    });
  } catch (error) {
    throw error instanceof CommandError ? new SqlError(error, results) : error;
  }
  return results;
}
