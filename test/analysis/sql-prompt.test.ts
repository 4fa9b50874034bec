import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { completer } from "../../analysis/sql/prompt/complete.ts";
import { endsStatement } from "../../analysis/sql/prompt/ends-statement.ts";
import { runPrompt } from "../../analysis/sql/prompt/run-prompt.ts";
import { withDatabase } from "../../analysis/tables/database.ts";

const root = mkdtempSync(join(tmpdir(), "prompt-"));
const database = join(root, "faces.duckdb");
const history = join(root, "history");
beforeAll(() =>
  withDatabase(database, {}, async (connection) => {
    await connection.run("INSERT INTO people BY NAME SELECT 'f1' AS face_id, 'P1' AS person");
  }),
);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the prompt writes when these keys are pressed; it ends with them. */
async function typed(keys: string, options: { write?: boolean } = {}): Promise<string> {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = "";
  output.on("data", (part) => {
    text += part;
  });
  const ended = runPrompt({ database, input, output, history, format: "table", ...options });
  // Before it listens, keys would be lost to the completion's look at the database.
  while (!text.includes("lookalike> ")) await new Promise((next) => setTimeout(next, 5));
  input.end(keys);
  await ended;
  return text.replaceAll("\u001b[1G\u001b[0J", "").replace(/\r\n/g, "\n");
}

it("answers statements of several lines, and goes on after an error", async () => {
  const text = await typed("select person\nfrom people;\nselect nope from people;\nselect 'a;b' as x;\n");
  expect(text).toContain("person\n──────\nP1\n1 row\n");
  expect(text).toContain("...> ");
  expect(text).toMatch(/Binder Error: .*"nope" not found/);
  expect(text).toContain("x\n───\na;b\n1 row\n");
});

it("drops at Ctrl-C what is on the line", async () => {
  const text = await typed("select nope from\u0003select 7 as seven;\n");
  expect(text).toContain("seven\n─────\n    7\n");
  expect(text).not.toContain("Error");
});

it("refuses changes, unless they are allowed", async () => {
  expect(await typed("delete from people;\n")).toContain("Only reading the database is allowed");
  expect(
    await typed("insert into people by name select 'f2' as face_id, 'P2' as person;\n", { write: true }),
  ).not.toContain("Error");
  expect(await typed("select count(*) as people from people;\n")).toContain("people\n──────\n     2\n");
});

it("has commands of its own", async () => {
  const text = await typed(
    ".tables\n.schema people\n.mode csv\nselect 1 as a, 'x' as b;\n.mode xml\n.tabels\n.help\n.quit\nselect 'late';\n",
  );
  expect(text).toMatch(/^faces +│ table/m);
  expect(text).toMatch(/^person +│ VARCHAR/m);
  expect(text).toContain("a,b\n1,x\n");
  expect(text).toContain('Unknown format "xml". There are: table, csv, json, ndjson, markdown.');
  expect(text).toContain("Unknown command .tabels (did you mean .tables?). .help lists them.");
  expect(text).toMatch(/^\.schema \[TABLE\] +list the columns/m);
  expect(text).not.toMatch(/^late/m);
});

it("understands what users of other prompts type by habit", async () => {
  const text = await typed("HELP;\n\\d\nexit\nselect 'late';\n");
  expect(text).toMatch(/^\.schema \[TABLE\] +list the columns/m);
  expect(text).toMatch(/^faces +│ table/m);
  expect(text).not.toMatch(/^late/m);
  expect(await typed("select\nexit\n;\n")).toContain("exit");
});

it("keeps what was typed for the next time, for its owner alone", async () => {
  await typed("select 'first';\n");
  await typed("select 'second';\n");
  expect(readFileSync(history, "utf8")).toMatch(/select 'first';\nselect 'second';\n$/);
  expect(statSync(history).mode & 0o777).toBe(0o600);
  // The arrow up brings the last line back.
  expect(await typed("\u001b[A\n")).toContain("second\n");
});

it("completes tables, columns, commands and their arguments", async () => {
  const complete = await completer(database);
  expect(complete("select max_fa")).toEqual([["max_faces"], "max_fa"]);
  expect(complete("from excluded")).toEqual([["excluded_faces"], "excluded"]);
  expect(complete(".ta")).toEqual([[".tables"], ".ta"]);
  expect(complete(".schema peop")[0]).toContain("people");
  expect(complete(".mode ")[0]).toEqual(["csv", "json", "markdown", "ndjson", "table"]);
  expect(complete("select ")).toEqual([[], ""]);
});

it.each([
  ["select 1;", true],
  ["select 1; -- that is all\n", true],
  ["select 1;\n\n", true],
  ["select 1", false],
  ["select ';", false],
  ["select 'it''s;", false],
  ['select ";', false],
  ["select 1 -- ;", false],
  ["select 1 /* ;", false],
  ["select $$;", false],
  ["select $$;$$;", true],
])("sees where a statement ends: %j is %j", (text, isEnd) => {
  expect(endsStatement(text)).toBe(isEnd);
});
