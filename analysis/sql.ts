import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { extname, join } from "node:path";
import { counted } from "../core/counted.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { describeRelation, listRelations } from "./sql/catalog.ts";
import { FORMATS, type FormatContext, isTextFormat, type TextFormat } from "./sql/formats.ts";
import { checkOut, replaceFile } from "./sql/out-file.ts";
import { runPrompt } from "./sql/prompt/run-prompt.ts";
import { readSql } from "./sql/read-sql.ts";
import { isForPeople, rendered, shownAnswers } from "./sql/rendered.ts";
import type { Result } from "./sql/result.ts";
import { runSql, SqlError } from "./sql/run-sql.ts";
import type { SqlOptions } from "./sql/with-sql.ts";
import { writeParquet } from "./sql/write-parquet.ts";
import { DATABASE_FILE } from "./tables/database.ts";
import { plainErrors } from "./tables/load/settings.ts";
import { CommandError, command } from "./terminal/command.ts";

type Format = TextFormat | "parquet";

/** By the extension of --out. */
const EXTENSIONS: Record<string, Format> = {
  ".csv": "csv",
  ".json": "json",
  ".jsonl": "ndjson",
  ".md": "markdown",
  ".ndjson": "ndjson",
  ".parquet": "parquet",
};

command({
  usage: '["SELECT …" | -f FILE | --tables | --describe NAME]',
  summary:
    "Runs SQL on the database (DuckDB's dialect). Read-only unless --write: SQL then reaches no other file and no network.\n" +
    "Without a query it opens a prompt, or reads the query from a pipe.",
  options: {
    format: {
      type: "string",
      choices: [...Object.keys(FORMATS), "parquet"] as Format[],
      help: "how answers are written (default: by the extension of --out, else table)",
    },
    out: {
      type: "string",
      value: "FILE",
      help: "write the answer to a file: .csv, .parquet, .json, .ndjson, .md, else a table",
    },
    file: {
      type: "string",
      short: "f",
      value: "FILE",
      help: "read the SQL from a file, - for standard input",
    },
    tables: { type: "boolean", help: "list tables and views" },
    describe: { type: "string", value: "NAME", help: "list the columns of a table or view" },
    bom: {
      type: "boolean",
      help: "begin CSV with a byte order mark, which Excel needs for non-English text",
    },
    "raw-csv": {
      type: "boolean",
      help: "leave CSV text that begins with = + - @ as it is; a spreadsheet may run it as a formula",
    },
    write: { type: "boolean", help: "allow changes, and files read and written by SQL" },
    db: { type: "string", value: "FILE", help: `the database (default ${DATABASE_FILE} in the data folder)` },
  },
  positionals: { min: 0, max: 1 },
  async run(
    { format: wanted, out, file, tables, describe, write, db, datas, bom, "raw-csv": rawCsv },
    [text],
  ) {
    assertWritableKind(out, wanted);
    const format = wanted ?? EXTENSIONS[extname(out ?? "").toLowerCase()] ?? "table";
    const options = { database: db ?? join(datas, DATABASE_FILE), write };
    const asked = [text !== undefined, file !== undefined, tables, describe !== undefined].filter(
      Boolean,
    ).length;
    if (asked > 1) {
      throw new CommandError('Give one of: "SELECT …", -f FILE, --tables, --describe NAME.');
    }
    if (db === undefined) await updateOlderTables(datas);
    if (asked === 0 && process.stdin.isTTY && process.stdout.isTTY) {
      if (out !== undefined) throw new CommandError('--out needs a query. Add one: "SELECT …"');
      await runPrompt({
        ...options,
        format: isTextFormat(format) ? format : "table",
        input: process.stdin,
        output: process.stdout,
        history: join(homedir(), ".lookalike_history"),
      });
      return 0;
    }
    const sql = tables || describe !== undefined ? undefined : (text ?? readSql(file ?? "-"));
    if (out !== undefined) await plainErrors(out, async () => checkOut(out));
    if (!isTextFormat(format)) {
      if (out === undefined || sql === undefined)
        throw new CommandError("Parquet needs a query and a file. Add --out FILE.parquet.");
      const count = await plainErrors(out, () => writeParquet(sql, out, options));
      console.error(writtenLine(count, out));
      return 0;
    }
    const context: FormatContext = {
      bom,
      rawCsv,
      width: out === undefined ? process.stdout.columns : undefined,
    };
    const results =
      sql !== undefined
        ? await answersOf(sql, options, format, out === undefined, context)
        : [
            describe === undefined
              ? await listRelations(options.database)
              : await describeRelation(options.database, describe),
          ];
    const shown = shownAnswers(results, format);
    const left = results.length - shown.length;
    if (left > 0)
      console.error(`Left out: ${counted(left, "earlier answer")}. ${format} takes one, the last.`);
    if (out === undefined) process.stdout.write(rendered(results, format, context));
    else {
      await plainErrors(out, () =>
        replaceFile(out, (temporary) => writeFileSync(temporary, rendered(results, format, context))),
      );
      console.error(
        writtenLine(
          shown.reduce((sum, { rows }) => sum + rows.length, 0),
          out,
        ),
      );
    }
    return 0;
  },
});

const writtenLine = (rows: number, out: string) => `${counted(rows, "row")} written to ${out}`;

/** A table for people under a spreadsheet's name is a file that no spreadsheet opens. */
function assertWritableKind(out: string | undefined, wanted: string | undefined): void {
  if (out !== undefined && wanted === undefined && /\.(xlsx?|ods)$/i.test(out)) {
    throw new CommandError(
      `Cannot write ${extname(out)}. Write CSV, which spreadsheets open: --out FILE.csv --bom`,
    );
  }
}

/** On an error, people are shown what the statements before it answered. */
async function answersOf(
  sql: string,
  options: SqlOptions,
  format: TextFormat,
  isShown: boolean,
  context: FormatContext,
): Promise<Result[]> {
  try {
    return await runSql(sql, options);
  } catch (error) {
    if (error instanceof SqlError && error.answers.length > 0 && isForPeople(format) && isShown) {
      process.stdout.write(rendered(error.answers, format, context));
    }
    throw error;
  }
}
