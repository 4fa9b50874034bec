// @ts-nocheck
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type LoadOptions, loadFolder } from "./load-folder.ts";
import type { Source } from "./source.ts";
import type { LoadSummary } from "./summary.ts";

/** Loads the source with all searches: its own, those given with it, and those that were made here since. */
export function loadSource(
  connection: DuckDBConnection,
  database: string,
  { folder, searches }: Source,
  onProgress?: LoadOptions["onProgress"],
): Promise<LoadSummary> {
  const home = dirname(resolve(database));
  const own = join(home, "searches");
  const others = [searches ?? [], home !== folder && existsSync(own) ? own : []].flat();
  return loadFolder(connection, { datas: folder, searches: others, onProgress });
}
