import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCommand } from "../../analysis/cli/commands.ts";
import { drawTable } from "../../analysis/sql/draw-table.ts";
import { runSql } from "../../analysis/sql/run-sql.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { printedBy } from "./helpers/printed.ts";

const root = mkdtempSync(join(tmpdir(), "formats-"));
const database = join(root, "faces.duckdb");
beforeAll(() => withDatabase(database, {}, async () => undefined));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function written(file: string, query: string, ...args: string[]): Promise<string> {
  const out = join(root, file);
  const { status, stderr } = await printedBy(await loadCommand("sql"), [
    query,
    "--db",
    database,
    "--out",
    out,
    ...args,
  ]);
  expect([status, stderr.replace(/^\d+ rows? written.*\n/, "")]).toEqual([0, ""]);
  return readFileSync(out, "latin1");
}

describe("--out", () => {
  it.each([
    ["a.csv", "x\r\n1\r\n"],
    ["a.CSV", "x\r\n1\r\n"],
    ["a.json", '[\n  {"x":1}\n]\n'],
    ["a.ndjson", '{"x":1}\n'],
    ["a.jsonl", '{"x":1}\n'],
    ["a.md", "| x |\n| --: |\n| 1 |\n"],
  ])("writes %s by its extension", async (file, content) => {
    expect(await written(file, "select 1 as x")).toBe(content);
  });

  it("writes Parquet by its extension", async () => {
    expect(await written("a.parquet", "select 1 as x")).toMatch(/^PAR1[\s\S]*PAR1$/);
  });

  it("follows --format rather than the extension", async () => {
    expect(await written("b.csv", "select 1 as x", "--format", "ndjson")).toBe('{"x":1}\n');
  });
});

describe("CSV", () => {
  const query =
    "select '=cmd()' as a, '-1' as b, -1.5 as c, '@x' as d, chr(9) || 'x' as e, 'plain=' as f, [1] as g";

  it("keeps spreadsheets from running text as formulas, and leaves numbers alone", async () => {
    expect(await written("c.csv", query)).toBe("a,b,c,d,e,f,g\r\n'=cmd(),'-1,-1.5,'@x,'\tx,plain=,[1]\r\n");
  });

  it("is as it is when asked for", async () => {
    expect(await written("d.csv", query, "--raw-csv")).toContain("=cmd(),-1,-1.5,@x,");
  });

  it("begins with a byte order mark when asked to, and not otherwise", async () => {
    expect(await written("e.csv", "select 1 as x", "--bom")).toBe("\u00ef\u00bb\u00bfx\r\n1\r\n");
  });
});

it("rounds in tables alone, and nothing to zero", async () => {
  const query =
    "select 99.67432::double as a, 0.001234::double as b, 2026 as year, 12.345::decimal(8,3) as d";
  const [result] = await runSql(query, { database });
  expect(drawTable(result!).split("\n")[2]).toMatch(/^99\.67 +│ +0\.0012 │ +2026 │ +12\.35$/);
  expect(await written("f.csv", query)).toContain("99.67432,0.001234,2026,12.345");
});

it("shows a query's plan as DuckDB draws it", async () => {
  const [plan] = await runSql("explain select 1", { database });
  expect(drawTable(plan!).split("\n").slice(0, 2)).toEqual([
    "┌───────────────────────────┐",
    "│         PROJECTION        │",
  ]);
});

it("reads the query from a pipe", () => {
  const args = ["--import", "tsx", "analysis/sql.ts", "--db", database, "--format", "csv"];
  const input = "select 1 as x;\n";
  expect(execFileSync(process.execPath, args, { input, encoding: "utf8" })).toBe("x\r\n1\r\n");
});

it("takes one query, not two", () => {
  const args = ["--import", "tsx", "analysis/sql.ts", "select 1", "--tables", "--db", database];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect([status, stderr]).toEqual([2, 'Give one of: "SELECT …", -f FILE, --tables, --describe NAME.\n']);
});
