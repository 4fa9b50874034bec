import { existsSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE, rows, withDatabase } from "../database.ts";
import { loadLedger } from "../ledger.ts";
import { loadFolder } from "../load/load-folder.ts";
import { LOAD_SETTINGS, plainErrors } from "../load/settings.ts";

const DOCUMENTS = ["photos", "detect-faces", "index-faces", "keep-faces"];

/** Brings the tables up to date with the data folder: new answers of searches, and the ledger. Work follows change. */
export async function refreshTables(datas: string): Promise<void> {
  const path = join(datas, DATABASE_FILE);
  await plainErrors(path, () =>
    withDatabase(path, { settings: LOAD_SETTINGS }, async (connection) => {
      // A database that was loaded from elsewhere must not lose its rows because this folder has no documents.
      const hasDocuments = DOCUMENTS.some((folder) => existsSync(join(datas, folder)));
      const [{ photos } = { photos: 0 }] = await rows<{ photos: number }>(
        connection,
        "SELECT count(*) AS photos FROM photos",
      );
      if (hasDocuments || photos === 0) await loadFolder(connection, { datas });
      await loadLedger(connection, datas);
    }),
  );
}
