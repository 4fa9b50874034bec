import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import type { MeasuresRow } from "./rows.ts";

/**
 * Emotions and landmarks are forty rows per face. They go to DuckDB as one row with lists, which DuckDB unfolds:
 * the names, which take longest to pass to DuckDB, are then passed once.
 */
const STAGE = `CREATE TEMP TABLE IF NOT EXISTS staged_measures (
  photo VARCHAR, ordinal INTEGER, types INTEGER, "values" DOUBLE[], heights DOUBLE[])`;

const UNFOLD = {
  emotions: `INSERT INTO emotions SELECT photo, ordinal, unnest($1::VARCHAR[]), unnest("values")
    FROM staged_measures WHERE types = $2`,
  landmarks: `INSERT INTO landmarks SELECT photo, ordinal, unnest($1::VARCHAR[]), unnest("values"), unnest(heights)
    FROM staged_measures WHERE types = $2`,
};

export async function prepareStage(connection: DuckDBConnection): Promise<void> {
  await connection.run(STAGE);
}

/** A row of the stage: the list of types is replaced by its number among the lists seen. */
export interface StagedRow extends Omit<MeasuresRow, "types" | "table"> {
  types: number;
}

/** Numbers the distinct lists of types. */
export class TypeLists {
  private readonly numbers = new Map<string, number>();
  readonly lists: Pick<MeasuresRow, "table" | "types">[] = [];

  stage({ types, table, ...row }: MeasuresRow): StagedRow {
    const key = `${table} ${types.join()}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.lists.length;
      this.lists.push({ table, types });
      this.numbers.set(key, number);
    }
    return { ...row, types: number };
  }
}

/** Unfolds what is in the stage into the tables, and empties it. */
export async function unfoldStage(connection: DuckDBConnection, { lists }: TypeLists): Promise<void> {
  for (const [number, { table, types }] of lists.entries()) {
    await connection.run(UNFOLD[table], [listValue(types), number]);
  }
  await connection.run("DELETE FROM staged_measures");
}

/** @throws Error when a type is not a text, or a value not a number, or a type is there twice. */
export function checkMeasures({ table, types, values, heights }: MeasuresRow): void {
  const isWrong =
    !types.every((type) => typeof type === "string") ||
    !values.every((value) => typeof value === "number") ||
    !heights.every((height) => typeof height === "number");
  if (isWrong) throw new Error(`each of the ${table} should have a text and numbers`);
  if (new Set(types).size !== types.length) {
    throw new Error(`one of the ${table} is there twice`);
  }
}
