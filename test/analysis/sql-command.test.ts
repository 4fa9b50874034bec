import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand, writeFiveFaces } from "./load-helpers.ts";

let root: string;
let database: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lookalike-sql-"));
  database = join(root, "faces.duckdb");
  await writeFiveFaces(database);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const sql = (...args: string[]) => runCommand("analysis/sql.ts", ...args, "--db", database);

describe("the command", () => {
  test("prints the answer, the tables, a table's columns, and writes files", () => {
    expect(sql("SELECT person FROM people ORDER BY 1 LIMIT 1").stdout).toBe("person\n──────\np0\n1 row\n");
    expect(sql("--tables").stdout).toMatch(/^faces +│ table +│ +0 │ One row per face/m);
    expect(sql("--tables").stdout).not.toContain("Internal");
    expect(sql("--describe", "faces", "--format", "csv").stdout).toContain("age_low,INTEGER,");
    const out = join(root, "answer.json");
    expect(sql("SELECT 1 AS a", "--format", "json", "--out", out)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: `1 row written to ${out}\n`,
    });
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual([{ a: 1 }]);
  });

  test("runs a file of several statements and prints each answer", () => {
    const file = join(root, "several.sql");
    writeFileSync(
      file,
      "CREATE TEMP TABLE t AS SELECT 42 AS a;\nSELECT a FROM t; SELECT a + 1 AS b FROM t;\n",
    );
    expect(sql("-f", file).stdout).toBe(" a\n──\n42\n1 row\n\n b\n──\n43\n1 row\n");
    const out = join(root, "several.csv");
    expect(sql("-f", file, "--out", out).stderr).toBe(
      `Left out: 1 earlier answer. csv takes one, the last.\n1 row written to ${out}\n`,
    );
    expect(readFileSync(out, "utf8")).toBe("b\r\n43\r\n");
  });

  test("shows where in the query an error is, without a stack", () => {
    const { status, stderr } = sql("SELECT person,\n  nope FROM people");
    expect(status).toBe(2);
    expect(stderr).toContain("LINE 2:   nope FROM people\n          ^");
    expect(stderr).not.toContain("    at ");
    const syntax = sql("SELECT 1;\nSELECT * FRO people");
    expect(syntax.stderr).toMatch(/^Parser Error: .*\n\nLINE 2:/);
  });

  test("answers before an error are shown where people read them", () => {
    const query = "SELECT 1 AS a; SELECT 2 AS b; SELECT nope FROM people";
    expect(sql(query)).toMatchObject({ status: 2, stdout: "a\n─\n1\n1 row\n\nb\n─\n2\n1 row\n" });
    expect(sql(query, "--format", "csv")).toMatchObject({ status: 2, stdout: "" });
  });

  test("a file without a statement, or with a byte order mark before it, is understood", () => {
    const file = join(root, "edited.sql");
    writeFileSync(file, "\ufeffSELECT 1;\r\nSELECT nope FROM people;\r\n");
    expect(sql("-f", file).stderr).toContain("LINE 2: SELECT nope FROM people;\n               ^");
    writeFileSync(file, "-- nothing yet\n");
    const { status, stderr } = sql("-f", file);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^No SQL statement given/)]);
  });

  test.each([
    [["SELECT 1", "--tables"], /Give one of/],
    [[], /No SQL statement given/],
    [["SELECT 1", "--format", "xml"], /Unknown value "xml" for --format/],
    [["SELECT 1", "--format", "parquet"], /Parquet needs a query and a file/],
    [["--describe", "nothing"], /No table or view is called nothing. There are: photos, faces/],
    [["-f", "/nowhere.sql"], /^Cannot read the SQL in \/nowhere\.sql: no such file\.\n/],
    [["SELECT 1", "--out", "x.xlsx"], /^Cannot write \.xlsx\. Write CSV, .*--out FILE\.csv --bom\n$/],
  ])("%j is refused with the way out", (args, message) => {
    const { status, stderr } = sql(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("a missing database says how to make it", () => {
    const { status, stderr } = runCommand("analysis/sql.ts", "SELECT 1", "--db", join(root, "none.duckdb"));
    expect(status).toBe(2);
    expect(stderr).toMatch(/npx lookalike start DIR .* npx lookalike sync .* npx lookalike load DIR/);
    expect(existsSync(join(root, "none.duckdb"))).toBe(false);
  });
});
