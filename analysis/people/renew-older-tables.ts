import { existsSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import { isOlder } from "../tables/schema/schema.ts";
import { updatePeople } from "./update-people.ts";

/**
 * For commands that only read the tables: after an update of this program, makes them again from the files, people
 * included. Costs nothing.
 */
export async function renewOlderTables(datas: string): Promise<void> {
  const path = join(datas, DATABASE_FILE);
  if (!existsSync(path) || !(await withDatabase(path, { readOnly: true }, isOlder))) return;
  console.error("The tables are those of another version of this program: making them again from the files.");
  await refreshTables(datas);
  await withDatabase(path, {}, (connection) => updatePeople(connection, { datas }));
}
