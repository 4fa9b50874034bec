import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { onTestFinished } from "vitest";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import type { LoadSummary } from "../../analysis/tables/load/summary.ts";
import { relations } from "../../analysis/tables/schema/columns.ts";

/** A folder of its own for the running test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lookalike-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, path: string, content: string | object | Uint8Array): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const isBytes = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(file, isBytes ? content : JSON.stringify(content));
}

export interface Loaded {
  summary: LoadSummary;
  query<T = Record<string, unknown>>(sql: string): Promise<T[]>;
}

/** Loads the folder and leaves the database open for queries during `use`. */
export async function withLoaded<T>(
  database: string,
  datas: string,
  use: (loaded: Loaded) => Promise<T>,
  options: { searches?: string; batch?: number } = {},
): Promise<T> {
  return await withDatabase(database, {}, async (connection) => {
    const { searches, ...others } = options;
    const summary = await loadFolder(connection, {
      datas,
      searches: searches === undefined ? [] : [searches],
      ...others,
    });
    return await use({ summary, query: (sql) => rows(connection, sql) });
  });
}

/** The content of all tables, rows in order: what two databases that say the same have in common. */
export async function contents(connection: DuckDBConnection): Promise<Record<string, unknown[]>> {
  const tables = (await relations(connection)).filter(({ kind }) => kind === "table");
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables) found[name] = await rows(connection, `FROM ${name} ORDER BY ALL`);
  return found;
}

/** A database of five faces of two people, `f0` to `f4` of `p0` and `p1`. */
export async function writeFiveFaces(database: string): Promise<void> {
  await withDatabase(database, {}, async (connection) => {
    await connection.run(
      `INSERT INTO people BY NAME SELECT 'f' || i AS face_id, 'p' || (i % 2) AS person FROM range(5) r(i)`,
    );
  });
}

/** Runs a command as people do. */
export function runCommand(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
