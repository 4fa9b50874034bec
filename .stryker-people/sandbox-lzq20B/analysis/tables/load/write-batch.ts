// @ts-nocheck
import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import { appendRows } from "./append.ts";
import { type StagedRow, TypeLists, unfoldStage } from "./measures.ts";
import type { RowsByTable, Shapes } from "./shapes.ts";

/** One transaction's worth of changes: first rows go, then rows come. */
export class Batch {
  private readonly removals: { sql: string; values: string[] }[] = [];
  private readonly rows = new Map<string, object[]>();
  private readonly typeLists = new TypeLists();

  /** Deletes the rows that the statement's `IN (SELECT unnest($1::VARCHAR[]))` finds. */
  remove(sql: string, values: string[]): void {
    if (values.length > 0) this.removals.push({ sql, values });
  }

  add({ staged_measures = [], ...tables }: RowsByTable): void {
    for (const row of staged_measures)
      this.of("staged_measures").push(this.typeLists.stage(row) as StagedRow);
    for (const [table, tableRows] of Object.entries(tables)) {
      const all = this.of(table);
      for (const row of tableRows) all.push(row);
    }
  }

  async write(connection: DuckDBConnection, shapes: Shapes): Promise<void> {
    for (const { sql, values } of this.removals) await connection.run(sql, [listValue(values)]);
    for (const [table, tableRows] of this.rows) {
      await appendRows(connection, table, shapes.get(table)!.names, tableRows);
    }
    if (this.typeLists.lists.length > 0) await unfoldStage(connection, this.typeLists);
  }

  private of(table: string): object[] {
    const all = this.rows.get(table) ?? [];
    this.rows.set(table, all);
    return all;
  }
}
