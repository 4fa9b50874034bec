import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "../../analysis/command.ts";
import { athenaType, exportedTables } from "../../analysis/schema/athena.ts";
import type { CatalogTable } from "../../infra/catalog.ts";

export const TABLES_FILE = fileURLToPath(new URL("../../infra/catalog/tables.json", import.meta.url));

/** The exported tables of the DuckDB schema in Athena's types: what `infra/catalog/tables.json` must hold. */
export async function catalogTables(): Promise<CatalogTable[]> {
  const tables = await exportedTables();
  return tables.map(({ name, comment, columns }) => ({
    name,
    comment,
    columns: columns.map((column) => ({
      name: column.name,
      type: athenaType(column),
      comment: column.comment,
    })),
  }));
}

// npx tsx test/infra/catalog-tables.ts writes the file anew, after a change of analysis/schema/*.sql.
if (isMain(import.meta.url)) {
  writeFileSync(TABLES_FILE, `${JSON.stringify(await catalogTables(), null, 2)}\n`);
}
