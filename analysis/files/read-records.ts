import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { CommandError } from "../terminal/command-error.ts";

/** The fields of one line, as texts, in the order that was asked for. */
export interface FileRecord {
  fields: (string | undefined)[];
  /** The line as it stands in the file, to name it by. */
  line: string;
}

/**
 * The records of a file that somebody wrote: CSV as RFC 4180 has it, read by DuckDB, or one JSON object per line. Empty
 * lines are passed over, fields that there are too many of are too. A heading is a record like any other.
 *
 * @param names of the fields in JSON objects; of a CSV the first ones are taken, in this order
 * @throws CommandError for a line that is no JSON object, and what `readFile` throws
 */
export async function readRecords(path: string, names: readonly string[]): Promise<FileRecord[]> {
  const lines = (await readFile(path, "utf8")).split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines[0]?.trimStart().startsWith("{")) return lines.map((line) => jsonRecord(line, names, path));
  const rows = await readCsv(path, names.length);
  return rows.map((row, i) => {
    const fields = row.map((field) => field ?? undefined);
    // A quoted field may hold the end of a line.
    return { fields, line: rows.length === lines.length ? lines[i]! : fields.join(",") };
  });
}

async function readCsv(path: string, columns: number): Promise<(string | null)[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const types = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`);
    const reader = await connection.runAndReadAll(
      `FROM read_csv($1, columns = {${types}}, auto_detect = false, header = false, delim = ',', quote = '"',
         escape = '"', null_padding = true, strict_mode = false, parallel = false)`,
      [path],
    );
    return reader.getRows() as (string | null)[][];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function jsonRecord(line: string, names: readonly string[], path: string): FileRecord {
  try {
    const object = JSON.parse(line) as Record<string, unknown>;
    return { line, fields: names.map((name) => (object[name] == null ? undefined : String(object[name]))) };
  } catch {
    throw new CommandError(`No JSON object in a line of ${path}: ${line}. Write one object per line.`);
  }
}
