// @ts-nocheck
import { type DuckDBConnection, StatementType } from "@duckdb/node-api";
import { CommandError } from "../terminal/command.ts";
import { explainDuckDBError } from "./explain-error.ts";
import { replaceFile } from "./out-file.ts";
import { quoted, type SqlOptions, statementsOf, withSql } from "./with-sql.ts";

/** Writes the answer of one query as a Parquet file, whole or not at all; returns its rows. */
export async function writeParquet(sql: string, out: string, options: SqlOptions): Promise<number> {
  return await replaceFile(out, (temporary) =>
    withSql(sql, options, [temporary], async (connection) => {
      const statements = await statementsOf(connection, sql);
      const to = `TO '${quoted(temporary)}' (FORMAT parquet)`;
      if (statements.count > 1) return await copyPivot(connection, sql, to);
      const { statementType } = await statements.prepare(0);
      if (statementType !== StatementType.SELECT) {
        throw new CommandError(
          "A Parquet file takes a query, and this statement is none. Write one that returns rows, such as FROM faces.",
        );
      }
      return await copy(connection, `COPY (FROM query('${quoted(sql)}')) ${to}`);
    }),
  );
}

const BEFORE = "COPY (";

/**
 * PIVOT is one query but several statements: it asks for the names of its columns first, which query() does not do.
 * Several queries, on the other hand, do not stand between parentheses.
 */
async function copyPivot(connection: DuckDBConnection, sql: string, to: string): Promise<number> {
  const wrapped = `${BEFORE}${await withoutEnd(connection, sql)}\n) ${to}`;
  if (!(await parses(connection, wrapped))) {
    throw new CommandError(
      "A Parquet file takes one query, and these are several statements. Write one, with the others before it as WITH.",
    );
  }
  try {
    return await copy(connection, wrapped);
  } catch (error) {
    throw explainDuckDBError(error, sql, BEFORE.length);
  }
}

/** The text before its last semicolon, when only comments follow. */
async function withoutEnd(connection: DuckDBConnection, sql: string): Promise<string> {
  for (let end = sql.lastIndexOf(";"); end > 0; end = sql.lastIndexOf(";", end - 1)) {
    const [before, after] = [sql.slice(0, end), sql.slice(end + 1)];
    if ((await isEmpty(connection, after)) && (await parses(connection, before))) {
      return await withoutEnd(connection, before);
    }
  }
  return sql;
}

async function copy(connection: DuckDBConnection, sql: string): Promise<number> {
  const statements = await statementsOf(connection, sql);
  let count = 0;
  for (let i = 0; i < statements.count; i++) {
    const statement = await statements.prepare(i);
    const reader = await statement.runAndReadAll();
    if (reader.statementType === StatementType.COPY) count = Number(reader.getRows()[0]?.[0] ?? 0);
    statement.destroySync();
  }
  return count;
}

const parses = (connection: DuckDBConnection, sql: string) =>
  statementsOf(connection, sql).then(
    () => true,
    () => false,
  );

const isEmpty = (connection: DuckDBConnection, sql: string) =>
  statementsOf(connection, sql).then(
    () => false,
    (error) => error instanceof CommandError,
  );
