// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../database.ts";

export interface Column {
  name: string;
  /** DuckDB's type: `VARCHAR`, `DOUBLE`, `TIMESTAMP`, … */
  type: string;
  nullable: boolean;
  comment: string;
}

export interface Relation {
  name: string;
  kind: "table" | "view";
  /** For the program's own use: not exported, not shown unless asked for. */
  internal: boolean;
  comment: string;
  columns: Column[];
}

/** What is in a table or view that this project did not make has no comment. */
interface Row {
  relation: string;
  kind: "table" | "view";
  relation_comment: string | null;
  name: string;
  type: string;
  nullable: boolean;
  comment: string | null;
}

/**
 * Tables and views with their columns, types and comments, as the database itself tells them. A view's column
 * that has no comment of its own takes that of the table column with the same name.
 */
export async function relations(connection: DuckDBConnection): Promise<Relation[]> {
  const found = new Map<string, Relation>();
  const comments = new Map<string, string>();
  for (const row of await rows<Row>(connection, COLUMNS)) {
    if (row.kind === "table" && row.comment && !comments.has(row.name)) comments.set(row.name, row.comment);
    const comment = row.relation_comment ?? "";
    const internal = row.kind === "table" && comment.startsWith("Internal: ");
    const relation = found.get(row.relation) ?? {
      name: row.relation,
      kind: row.kind,
      internal,
      comment,
      columns: [],
    };
    found.set(row.relation, relation);
    const { name, type, nullable } = row;
    relation.columns.push({ name, type, nullable, comment: row.comment ?? comments.get(name) ?? "" });
  }
  return [...found.values()];
}

// Tables before views, so that the views find the tables' comments; faces and photos first for the same reason.
const COLUMNS = `
  WITH named AS (
    SELECT table_name AS relation, 'table' AS kind, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal
  )
  SELECT relation, kind, named.comment AS relation_comment, column_name AS name, data_type AS type,
    is_nullable AS nullable, columns.comment
  FROM named JOIN duckdb_columns() columns ON table_name = relation
  ORDER BY kind, CASE relation WHEN 'photos' THEN 0 WHEN 'faces' THEN 1 ELSE 2 END, relation, column_index`;
