// @ts-nocheck
import { athenaType, exportedTables } from "../../analysis/tables/schema/athena.ts";
import type { CatalogTable, SavedQuery } from "../../infra/catalog.ts";
import { questions } from "../readme/sections.ts";

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
