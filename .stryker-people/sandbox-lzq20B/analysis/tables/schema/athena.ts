// @ts-nocheck
import { withDatabase } from "../database.ts";
import { type Column, type Relation, relations } from "./columns.ts";

/** DuckDB's types that the tables use, as Athena (Hive DDL and Parquet) calls them. */
const ATHENA_TYPES: Record<string, string> = {
  VARCHAR: "string",
  BOOLEAN: "boolean",
  INTEGER: "int",
  BIGINT: "bigint",
  DOUBLE: "double",
  TIMESTAMP: "timestamp",
  DATE: "date",
};

/** The folder name `ingest_date=2026-11-25` of an export gives this column, of type string in Athena. */
export const PARTITION = { name: "ingest_date", type: "string" } as const;

/** @throws Error when a table has a type that nobody mapped. */
export function athenaType({ name, type }: Pick<Column, "name" | "type">): string {
  const athena = ATHENA_TYPES[type];
  if (!athena)
    throw new Error(
      `Column ${name} has the type ${type}, which is not mapped to one of Athena. Add it to ATHENA_TYPES.`,
    );
  return athena;
}

/** The tables that are exported, made from the SQL in an empty database in memory. */
export async function exportedTables(): Promise<Relation[]> {
  const all = await withDatabase(":memory:", {}, relations);
  return all.filter(({ kind, internal }) => kind === "table" && !internal);
}
