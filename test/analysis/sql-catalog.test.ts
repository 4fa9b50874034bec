import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeRelation, listRelations } from "../../analysis/sql/catalog.ts";
import { withDatabase } from "../../analysis/tables/database.ts";

const folder = mkdtempSync(join(tmpdir(), "sql-catalog-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const database = join(folder, "small.duckdb");

beforeAll(async () => {
  await withDatabase(database, {}, (connection) =>
    connection.run(`insert into people (face_id, person) values ('f1', 'P1'), ('f2', 'P1');
create table "my ""own""" (i int, t text); insert into "my ""own""" values (1, 'one');
comment on table "my ""own""" is 'What I noted'; comment on column "my ""own""".i is 'A number';`),
  );
});

it("lists tables and views with their rows and what they hold, in columns that tell their types", async () => {
  const { columns, types, rows } = await listRelations(database);
  expect(columns).toEqual(["name", "kind", "rows", "holds"]);
  expect(types).toEqual(["VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"]);
  expect(rows).toContainEqual(["people", "table", 2, expect.stringContaining("person")]);
  expect(rows).toContainEqual(['my "own"', "table", 1, "What I noted"]);
  expect(rows.find(([name]) => name === "similar_faces")).toEqual([
    "similar_faces",
    "view",
    0,
    expect.any(String),
  ]);
});

it("keeps the tables that are the toolkit's own out of the list, but describes them when asked", async () => {
  const { rows } = await listRelations(database);
  const listed = rows.map(([name]) => name);
  expect(listed).not.toContain("objects");
  await expect(describeRelation(database, "nothing")).rejects.toThrow(
    /^No table or view is called nothing\. There are: (?!.*\bobjects\b).*faces, .*people.*\.$/,
  );
  expect((await describeRelation(database, "objects")).rows.length).toBeGreaterThan(0);
});

it("lists a table's columns, whatever the case of its name", async () => {
  expect(await describeRelation(database, 'MY "OWN"')).toEqual({
    columns: ["column", "type", "holds"],
    types: ["VARCHAR", "VARCHAR", "VARCHAR"],
    rows: [
      ["i", "INTEGER", "A number"],
      ["t", "VARCHAR", ""],
    ],
  });
});
