// @ts-nocheck
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DATABASE_FILE, withDatabase } from "../database.ts";
import { loadSource } from "../load/load-source.ts";
import { LOAD_SETTINGS, plainErrors } from "../load/settings.ts";
import { sourceOf } from "../load/source.ts";
import { loadLedger } from "./load-ledger.ts";

/**
 * Brings the tables up to date with the folder that they were loaded from, by default the data folder: new answers of
 * searches, and the ledger. Work follows change.
 */
export async function refreshTables(datas: string): Promise<void> {
  const path = join(datas, DATABASE_FILE);
  await plainErrors(path, () =>
    withDatabase(path, { settings: LOAD_SETTINGS }, async (connection) => {
      const source = (await sourceOf(connection, path)) ?? { folder: resolve(datas) };
      // A folder that is away (another disk, say) takes no rows with it.
      if (existsSync(source.folder)) await loadSource(connection, path, source);
      await loadLedger(connection, datas);
    }),
  );
}
