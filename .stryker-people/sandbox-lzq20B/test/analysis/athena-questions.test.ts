// @ts-nocheck
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import { describe, expect, it } from "vitest";
import { exportTables } from "../../analysis/export/export-tables.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { writePhotos } from "../../bench/synthetic-results.ts";
import { questions } from "../readme/sections.ts";
import { RECORDED } from "../recorded.ts";
import { temporaryFolder, withLoaded, write } from "./load-helpers.ts";

/** Exports of a collection: the recorded one where it is at hand, else one that is made up. */
async function exported(): Promise<{ database: string; folder: string }> {
  const root = temporaryFolder();
  const database = join(root, "faces.duckdb");
  const folder = join(root, "exports");
  const made = join(root, "datas");
  if (!RECORDED) {
    writePhotos(made, 60);
    const ids = await withLoaded(database, made, ({ query }) =>
      query<{ face_id: string }>("SELECT face_id FROM faces WHERE kept ORDER BY face_id LIMIT 6"),
    );
    const [first, ...others] = ids.map(({ face_id }) => face_id);
    write(made, `searches/x/${first}.json`, {
      SearchedFaceId: first,
      FaceModelVersion: "7.0",
      FaceMatches: others.map((FaceId, i) => ({ Similarity: 99 - i, Face: { FaceId } })),
    });
  }
  const searches = RECORDED ? { searches: join(RECORDED, "searchs") } : {};
  await withLoaded(database, RECORDED ? join(RECORDED, "datas") : made, async () => undefined, searches);
  await withDatabase(database, { readOnly: true }, (connection) =>
    exportTables(connection, folder, "parquet"),
  );
  return { database, folder };
}

describe("a question put to Athena", () => {
  it.each(questions())("is SQL that Trino's grammar takes: $title", ({ sql, athena }) => {
    const errors = new TrinoSQL().validate(`${(athena ?? sql).replace(/;$/, "")};`);
    expect(errors).toEqual([]);
  });

  it("would be refused by that grammar in DuckDB's words", () => {
    expect(new TrinoSQL().validate("FROM age_bands;")).not.toEqual([]);
  });

  it("is answered from the exported tables as the views answer it here", async () => {
    const { database, folder } = await exported();
    const all = questions();
    const here = await withDatabase(database, { readOnly: true }, (connection) => ask(connection, "sql"));
    // Nothing but the exports, read with Athena's integer division.
    const instance = await DuckDBInstance.create(":memory:", { integer_division: "true" });
    const connection = await instance.connect();
    for (const table of readdirSync(folder).filter((table) => readdirSync(join(folder, table)).length > 0)) {
      const files = `${folder}/${table}/*/*.parquet`;
      await connection.run(`CREATE VIEW ${table} AS FROM read_parquet('${files}', hive_partitioning = true)`);
    }
    const there = await ask(connection, "athena");
    connection.closeSync();
    instance.closeSync();
    expect(there).toEqual(here);
    expect(here.filter(({ answer }) => answer.length > 0).length).toBeGreaterThanOrEqual(9);

    async function ask(connection: Parameters<typeof rows>[0], dialect: "sql" | "athena") {
      const answers: { title: string; answer: unknown[] }[] = [];
      for (const { title, sql, athena = sql } of all) {
        answers.push({ title, answer: await rows(connection, dialect === "sql" ? sql : athena) });
      }
      return answers;
    }
  });
});
