import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { athenaType, exportedTables } from "../../analysis/tables/schema/athena.ts";
import { isMain } from "../../analysis/terminal/command.ts";
import type { CatalogTable, SavedQuery } from "../../infra/catalog.ts";
import { questions } from "../readme/sections.ts";

const FOLDER = new URL("../../infra/catalog/", import.meta.url);

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

/** The README's questions as Athena is asked them: what `infra/catalog/queries.json` must hold. */
export function catalogQueries(): SavedQuery[] {
  return questions().map(({ title, sql, athena }) => ({ title, sql: athena ?? sql }));
}

// npx tsx test/infra/catalog-files.ts writes the files anew, after a change of analysis/schema/ or analysis/questions/.
if (isMain(import.meta.url)) {
  const write = (file: string, content: unknown) =>
    writeFileSync(fileURLToPath(new URL(file, FOLDER)), `${JSON.stringify(content, null, 2)}\n`);
  write("tables.json", await catalogTables());
  write("queries.json", catalogQueries());
}
