import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import { isOlder } from "../tables/schema/schema.ts";
import { readPeopleFile } from "./person-ids.ts";
import { updatePeople } from "./update-people.ts";

/**
 * For commands that only read the tables: after an update of this program, makes them again from the files, people
 * included. Costs nothing.
 */
export async function updateOlderTables(datas: string): Promise<void> {
  const path = join(datas, DATABASE_FILE);
  if (!existsSync(path)) return;
  const isBehind = await withDatabase(
    path,
    { readOnly: true },
    async (connection) => (await isOlder(connection)) || (await lacksPeople(connection, datas)),
  );
  if (!isBehind) return;
  console.error("The tables were made by another version of this program: rebuilding them from the files.");
  await refreshTables(datas);
  await withDatabase(path, {}, (connection) => updatePeople(connection, { datas }));
}

/** Another command has made the tables again since, but people were not its business. */
async function lacksPeople(connection: DuckDBConnection, datas: string): Promise<boolean> {
  const found = await rows(connection, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'people'");
  if (found.length === 0 || (await rows(connection, "FROM people LIMIT 1")).length > 0) return false;
  const kept = await rows(connection, "SELECT 1 FROM faces WHERE kept LIMIT 1");
  return kept.length > 0 && Object.keys((await readPeopleFile(datas)).people).length > 0;
}
