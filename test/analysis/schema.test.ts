import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { athenaType, exportedTables } from "../../analysis/tables/schema/athena.ts";
import { relations } from "../../analysis/tables/schema/columns.ts";
import { temporaryFolder } from "./load-helpers.ts";

test("every table, view and column has a comment", async () => {
  const all = await withDatabase(":memory:", {}, relations);
  expect(all.length).toBeGreaterThan(15);
  const silent = all.flatMap(({ name, comment, columns }) => [
    ...(comment ? [] : [name]),
    ...columns.filter((column) => !column.comment).map((column) => `${name}.${column.name}`),
  ]);
  expect(silent).toEqual([]);
});

test("tables that others refer to have a primary key", async () => {
  const keys = await withDatabase(":memory:", {}, (connection) =>
    rows<{ table_name: string; key: string }>(
      connection,
      `SELECT table_name, array_to_string(constraint_column_names, ',') AS key FROM duckdb_constraints()
       WHERE constraint_type = 'PRIMARY KEY' ORDER BY table_name`,
    ),
  );
  expect(Object.fromEntries(keys.map(({ table_name, key }) => [table_name, key]))).toMatchObject({
    faces: "face_key",
    matches: "face_id,match_face_id",
    people: "face_id",
    photos: "photo",
    searches: "face_id",
    thumbnails: "face_id",
  });
});

test("every boolean attribute has its confidence beside it", async () => {
  const faces = (await exportedTables()).find(({ name }) => name === "faces")!;
  const names = faces.columns.map(({ name }) => name);
  const attributes = faces.columns.filter(({ name, type }) => type === "BOOLEAN" && name !== "kept");
  expect(attributes.length).toBeGreaterThan(6);
  for (const { name } of attributes) expect(names[names.indexOf(name) + 1]).toBe(`${name}_confidence`);
});

test("every view answers on an empty database", async () => {
  await withDatabase(":memory:", {}, async (connection) => {
    const views = (await relations(connection)).filter(({ kind }) => kind === "view");
    for (const { name } of views) expect(await rows(connection, `FROM ${name}`)).toEqual([]);
  });
});

test("every exported column has a type that Athena knows", async () => {
  for (const { columns } of await exportedTables()) expect(() => columns.map(athenaType)).not.toThrow();
  expect(() => athenaType({ name: "x", type: "HUGEINT" })).toThrow(/^Column x has the type HUGEINT/);
});

test("an older schema is replaced; what no file tells and what somebody made for themselves stay", async () => {
  const file = join(temporaryFolder(), "old.duckdb");
  await withDatabase(file, {}, async (connection) => {
    await connection.run(
      `INSERT INTO api_calls BY NAME SELECT source, TIMESTAMP '2026-01-02' AS called_at, 'SearchFaces' AS operation,
         1 AS calls, 0.001 AS usd FROM (VALUES ('search'), ('pipeline')) v(source)`,
    );
    await connection.run("INSERT INTO source VALUES ('../results', NULL)");
    await connection.run("CREATE TABLE mine AS SELECT 7 AS x; CREATE VIEW seen AS SELECT photo FROM photos");
    await connection.run("INSERT INTO files VALUES ('a', 'b', NULL)");
    await connection.run("UPDATE schema_version SET version = 'older'");
    await connection.run("ALTER TABLE photos DROP COLUMN width");
  });
  await withDatabase(file, {}, async (connection) => {
    expect(await rows(connection, "SELECT source, usd FROM api_calls")).toEqual([
      { source: "search", usd: 0.001 },
    ]);
    expect(await rows(connection, "FROM files")).toEqual([]);
    expect(await rows(connection, "FROM source")).toEqual([{ folder: "../results", searches: null }]);
    expect(await rows(connection, "FROM mine")).toEqual([{ x: 7 }]);
    expect(await rows(connection, "FROM seen")).toEqual([]);
    expect(await rows(connection, "SELECT width FROM photos")).toEqual([]);
  });
});

test("a database that another process writes is named with that process", async () => {
  const file = join(temporaryFolder(), "taken.duckdb");
  await withDatabase(file, {}, async () => undefined);
  const { spawn } = await import("node:child_process");
  const script = `import { withDatabase } from ${JSON.stringify(join(process.cwd(), "analysis/tables/database.ts"))};
    await withDatabase(${JSON.stringify(file)}, {}, async () => { console.log("open"); await new Promise((done) => setTimeout(done, 60_000)); });`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    await expect(withDatabase(file, {}, async () => undefined)).rejects.toThrow(
      new RegExp(`in use by another program \\(PID ${holder.pid}\\)`),
    );
  } finally {
    holder.kill("SIGKILL");
  }
});

test("a file that is no database is refused in one sentence", async () => {
  const { writeFileSync } = await import("node:fs");
  const file = join(temporaryFolder(), "text.duckdb");
  writeFileSync(file, "hello ".repeat(1000));
  await expect(withDatabase(file, {}, async () => undefined)).rejects.toThrow(
    /^Cannot open the database .*[^\n]*$/,
  );
  await expect(DuckDBInstance.create(file)).rejects.toThrow();
});

test("an empty file, as a full disk leaves it, is no database yet", async () => {
  const { writeFileSync } = await import("node:fs");
  const file = join(temporaryFolder(), "begun.duckdb");
  writeFileSync(file, "");
  await expect(withDatabase(file, { readOnly: true }, async () => undefined)).rejects.toThrow(
    /^No database at .*begun\.duckdb\. Make it first/,
  );
  expect(await withDatabase(file, {}, (connection) => rows(connection, "FROM photos"))).toEqual([]);
});
