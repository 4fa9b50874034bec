import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeRelation, listRelations } from "./sql/catalog.ts";
import { FORMATS, isTextFormat, type TextFormat } from "./sql/formats.ts";
import { checkOut, replaceFile } from "./sql/out-file.ts";
import type { Result } from "./sql/result.ts";
import { runSql, SqlError } from "./sql/run-sql.ts";
import type { SqlOptions } from "./sql/with-sql.ts";
import { writeParquet } from "./sql/write-parquet.ts";
import { DATABASE_FILE } from "./tables/database.ts";
import { plainErrors } from "./tables/load/settings.ts";
import { CommandError, command } from "./terminal/command.ts";

command({
  usage: '"SELECT …" | -f FILE | --tables | --describe NAME',
  summary:
    "Runs SQL on the database (DuckDB's dialect). Read-only unless --write: SQL then reaches no other file and no network.",
  options: {
    format: {
      type: "string",
      default: "table",
      value: "NAME",
      help: "table, csv, json, ndjson, markdown or parquet (default table)",
    },
    out: { type: "string", value: "FILE", help: "write the answer to a file" },
    file: {
      type: "string",
      short: "f",
      value: "FILE",
      help: "read the SQL from a file, - for standard input",
    },
    tables: { type: "boolean", help: "list tables and views" },
    describe: { type: "string", value: "NAME", help: "list the columns of a table or view" },
    write: { type: "boolean", help: "allow changes, and files read and written by SQL" },
    db: { type: "string", value: "FILE", help: `the database (default ${DATABASE_FILE} in the data folder)` },
  },
  positionals: { min: 0, max: 1 },
  async run({ format, out, file, tables, describe, write, db, datas }, [text]) {
    if (format !== "parquet" && !isTextFormat(format)) {
      throw new CommandError(
        `Expected table, csv, json, ndjson, markdown or parquet for --format, found ${format}.`,
      );
    }
    const database = db ?? join(datas, DATABASE_FILE);
    const sql = text ?? (file === undefined ? undefined : readSql(file));
    if ([sql !== undefined, tables, describe !== undefined].filter(Boolean).length !== 1) {
      throw new CommandError(
        'Expected one of: "SELECT …", -f FILE, --tables, --describe NAME. --help lists the options.',
      );
    }
    if (out !== undefined) await plainErrors(out, async () => checkOut(out));
    if (format === "parquet") {
      if (out === undefined || sql === undefined)
        throw new CommandError("Expected --out FILE and a query for --format parquet.");
      const count = await plainErrors(out, () => writeParquet(sql, out, { database, write }));
      console.error(`${count} rows written to ${out}`);
      return 0;
    }
    const results =
      sql !== undefined
        ? await answersOf(sql, { database, write }, format, out)
        : [
            describe === undefined
              ? await listRelations(database)
              : await describeRelation(database, describe),
          ];
    if (out === undefined) print(rendered(results, format, process.stdout.columns));
    else {
      await plainErrors(out, () =>
        replaceFile(out, (temporary) => writeFileSync(temporary, rendered(results, format))),
      );
    }
    return 0;
  },
});

function readSql(file: string): string {
  try {
    // Some editors put a byte order mark first, which would move the place of errors.
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new CommandError(`Cannot read the SQL: ${(error as Error).message}`);
  }
}

/** On an error, people are shown what the statements before it answered. */
async function answersOf(
  sql: string,
  options: SqlOptions,
  format: TextFormat,
  out: string | undefined,
): Promise<Result[]> {
  try {
    return await runSql(sql, options);
  } catch (error) {
    if (error instanceof SqlError && error.answers.length > 0 && isForPeople(format) && out === undefined) {
      print(rendered(error.answers, format, process.stdout.columns));
    }
    throw error;
  }
}

const isForPeople = (format: TextFormat) => format === "table" || format === "markdown";

/** All answers where people read them; for programs, which expect one, the last. */
function rendered(results: Result[], format: TextFormat, width?: number): string {
  const shown = isForPeople(format) ? results : results.slice(-1);
  const text = shown.map((result) => FORMATS[format](result, { width })).join("\n\n");
  return text === "" ? "" : text + (format === "csv" ? "\r\n" : "\n");
}

function print(text: string): void {
  // A reader that has seen enough, such as head, is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.stdout.write(text);
}
