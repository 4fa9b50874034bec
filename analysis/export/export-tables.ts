import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { FIRST_INGEST_DATE } from "../../core/ingest-dates.ts";
import { rows } from "../tables/database.ts";
import { PARTITION } from "../tables/schema/athena.ts";
import { relations } from "../tables/schema/columns.ts";
import { CommandError } from "../terminal/command.ts";
import { EXPORTED } from "./ingest-date.ts";

export type ExportFormat = "parquet" | "csv";

const FORMAT_OPTIONS: Record<ExportFormat, string> = {
  parquet: "FORMAT parquet, COMPRESSION zstd",
  csv: "FORMAT csv, HEADER",
};

/** Tables are made here first and moved into place when they are whole. */
const PREPARING = ".preparing";

export interface ExportedFolder {
  table: string;
  rows: number;
  partitions: number;
}

/**
 * Writes every table to `folder/<table>/ingest_date=YYYY-MM-DD/data.<format>`, in place of what an earlier export
 * left there. The same rows give the same bytes.
 * @throws CommandError when a table's folder holds anything else than an export
 */
export async function exportTables(
  connection: DuckDBConnection,
  folder: string,
  format: ExportFormat,
): Promise<ExportedFolder[]> {
  assertFolder(folder);
  const tables = (await relations(connection)).filter(({ kind, internal }) => kind === "table" && !internal);
  for (const { name } of tables) assertReplaceable(join(folder, name));
  const preparing = resolve(folder, PREPARING);
  rmSync(preparing, { recursive: true, force: true });
  mkdirSync(preparing, { recursive: true });
  try {
    // With one thread rows keep their order and their place in the file.
    await connection.run("SET threads = 1");
    const done: ExportedFolder[] = [];
    for (const { name } of tables)
      done.push(await exportTable(connection, name, join(preparing, name), format));
    for (const { name } of tables) {
      rmSync(join(folder, name), { recursive: true, force: true });
      renameSync(join(preparing, name), join(folder, name));
    }
    return done;
  } finally {
    rmSync(preparing, { recursive: true, force: true });
  }
}

async function exportTable(
  connection: DuckDBConnection,
  table: string,
  folder: string,
  format: ExportFormat,
): Promise<ExportedFolder> {
  mkdirSync(folder);
  const exported = EXPORTED[table];
  if (!exported) throw new Error(`The table ${table} has no ingest date. Add it to EXPORTED.`);
  const { join: joined = "", date, order } = exported;
  const source = `FROM ${table} t ${joined}`;
  // Files that were copied without their dates, and clocks that go wrong: Athena looks for no date outside of these.
  const ingestDate = `least(greatest((${date})::DATE, DATE '${FIRST_INGEST_DATE}'), today())`;
  const days = await rows<{ day: string; count: number }>(
    connection,
    `SELECT ${ingestDate}::VARCHAR AS day, count(*) AS count ${source} GROUP BY day ORDER BY day`,
  );
  for (const { day } of days) {
    const partition = join(folder, `${PARTITION.name}=${day}`);
    mkdirSync(partition);
    const file = join(partition, `data.${format}`).replaceAll("'", "''");
    await connection.run(
      `COPY (SELECT t.* ${source} WHERE ${ingestDate} = '${day}' ORDER BY ${order}) TO '${file}' (${FORMAT_OPTIONS[format]})`,
    );
  }
  return { table, rows: days.reduce((sum, { count }) => sum + count, 0), partitions: days.length };
}

function assertFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true) return;
  throw new CommandError(`Cannot export to ${folder}: it is a file. Give a folder.`);
}

function assertReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder).find((entry) => !entry.startsWith(`${PARTITION.name}=`));
  if (other !== undefined) {
    throw new CommandError(
      `${folder} holds ${other}, which is not from an earlier export. Give another folder.`,
    );
  }
}
