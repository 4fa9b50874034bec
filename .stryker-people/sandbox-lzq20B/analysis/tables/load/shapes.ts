// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../database.ts";
import { checkMeasures } from "./measures.ts";
import type { Table, TableRows } from "./rows.ts";

/** Rows of several tables, still to be written. */
export type RowsByTable = { [T in Table]?: TableRows[T][] };

/** A table's columns in order, and for each what its values must be. */
export interface Shape {
  names: string[];
  expected: Expected[];
}

interface Expected {
  words: string;
  holds(value: unknown): boolean;
}

export type Shapes = Map<string, Shape>;

const ANYTHING: Expected = { words: "a value", holds: () => true };
const WHOLE: Expected = { words: "a whole number", holds: Number.isInteger };
const EXPECTED: Record<string, Expected> = {
  VARCHAR: { words: "a text", holds: (value) => typeof value === "string" },
  BOOLEAN: { words: "true or false", holds: (value) => typeof value === "boolean" },
  DOUBLE: { words: "a number", holds: (value) => typeof value === "number" },
  INTEGER: {
    words: "a 32-bit integer",
    holds: (value) =>
      (value as number) === Math.trunc(value as number) && Math.abs(value as number) < 2 ** 31,
  },
  BIGINT: WHOLE,
};

/** The shapes of all tables, temporary ones included. */
export async function tableShapes(connection: DuckDBConnection): Promise<Shapes> {
  const shapes: Shapes = new Map();
  const columns = await rows<{ relation: string; name: string; type: string }>(
    connection,
    `SELECT table_name AS relation, column_name AS name, data_type AS type FROM duckdb_columns()
     WHERE NOT internal ORDER BY table_name, column_index`,
  );
  for (const { relation, name, type } of columns) {
    const shape = shapes.get(relation) ?? { names: [], expected: [] };
    shapes.set(relation, shape);
    shape.names.push(name);
    shape.expected.push(EXPECTED[type] ?? ANYTHING);
  }
  return shapes;
}

/**
 * The answers of a service are trusted for their meaning, not for their types: a text in the place of a number
 * is found here, before it spoils the rows of other photos.
 * @throws Error that names the first column whose value is of another type.
 */
export function checkRows({ staged_measures = [], ...tables }: RowsByTable, shapes: Shapes): void {
  for (const row of staged_measures) checkMeasures(row);
  for (const [table, tableRows] of Object.entries(tables)) {
    const { names, expected } = shapes.get(table)!;
    for (const row of tableRows as unknown as Record<string, unknown>[]) {
      for (let i = 0; i < names.length; i++) {
        const value = row[names[i]!];
        if (value === null || expected[i]!.holds(value)) continue;
        const found = JSON.stringify(value)?.slice(0, 60);
        throw new Error(`${names[i]} in ${table} should be ${expected[i]!.words}, is ${found}`);
      }
    }
  }
}
