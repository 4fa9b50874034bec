import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawTable } from "../../analysis/sql/draw-table.ts";
import { FORMATS } from "../../analysis/sql/formats.ts";
import type { Result } from "../../analysis/sql/result.ts";
import { runSql } from "../../analysis/sql/run-sql.ts";
import { writeParquet } from "../../analysis/sql/write-parquet.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { textWidth } from "../../analysis/terminal/text-width.ts";
import { writeFiveFaces } from "./load-helpers.ts";

let root: string;
let database: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lookalike-sql-"));
  database = join(root, "faces.duckdb");
  await writeFiveFaces(database);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ask = async (query: string) => (await runSql(query, { database }))[0]!;

const VALUES = `SELECT NULL AS nothing, '' AS empty, 'NULL' AS word, 'a,"b"
c' AS hard, 9007199254740993::BIGINT AS big, 7::BIGINT AS small, 1.25::DECIMAL(5, 2) AS price,
  DATE '2026-01-02' AS day, TIMESTAMP '2026-01-02 03:04:05.678' AS moment, [1, NULL] AS list,
  {'a': 'x', 'b': [true]} AS struct, '<b>|' AS markup`;

describe("values", () => {
  test("numbers keep every digit, dates are readable, lists and structs are JSON", async () => {
    const { columns, rows } = await ask(VALUES);
    expect(Object.fromEntries(rows[0]!.map((value, i) => [columns[i], value]))).toEqual({
      nothing: null,
      empty: "",
      word: "NULL",
      hard: 'a,"b"\nc',
      big: "9007199254740993",
      small: 7,
      price: 1.25,
      day: "2026-01-02",
      moment: "2026-01-02 03:04:05.678",
      list: [1, null],
      struct: { a: "x", b: [true] },
      markup: "<b>|",
    });
  });

  test.each([
    ["123456789012345678.12::DECIMAL(20, 2)", "123456789012345678.12"],
    ["12345678901234.56::DECIMAL(20, 2)", 12345678901234.56],
    ["-0.05::DECIMAL(30, 20)", -0.05],
    ["9007199254740993::DECIMAL(38, 0)", "9007199254740993"],
    ["170141183460469231731687303715884105727::HUGEINT", "170141183460469231731687303715884105727"],
    ["0.1::FLOAT", 0.1],
    ["-1.5e-30::FLOAT", -1.5e-30],
    ["16777216::FLOAT", 16777216],
    ["3.4028235e38::FLOAT", 3.4028235e38],
    ["'nan'::FLOAT", "NaN"],
    ["INTERVAL 5 MILLISECONDS", "00:00:00.005"],
    ["INTERVAL 1 DAY", "1 day"],
    ["INTERVAL '1 year 2 months -3 days 04:05:06.7'", "1 year 2 months -3 days 04:05:06.7"],
    ["UUID 'a1b2c3d4-0000-4000-8000-000000000001'", "a1b2c3d4-0000-4000-8000-000000000001"],
    ["'\\xAA\\x00b'::BLOB", "\\xAA\\x00b"],
    ["TIME '01:02:03.004'", "01:02:03.004"],
    ["TIMETZ '01:02:03+02'", "01:02:03+02"],
    ["TIMESTAMP_NS '2026-01-02 03:04:05.123456789'", "2026-01-02 03:04:05.123456789"],
    ["[INTERVAL 1 DAY, NULL]", ["1 day", null]],
    [
      "{'a': [0.1::FLOAT], 'b': 123456789012345678.12::DECIMAL(20, 2), 'c': UUID '00000000-0000-0000-0000-000000000000'}",
      { a: [0.1], b: "123456789012345678.12", c: "00000000-0000-0000-0000-000000000000" },
    ],
  ])("%s loses nothing", async (expression, expected) => {
    expect((await ask(`SELECT ${expression}`)).rows).toEqual([[expected]]);
  });

  test("a moment with a time zone is written as DuckDB does", async () => {
    const moment = "TIMESTAMPTZ '2026-07-02 03:04:05.123456+05:30'";
    const [[shown, written]] = (await ask(`SELECT ${moment}, ${moment}::VARCHAR`)).rows as [[string, string]];
    expect(shown).toBe(written);
  });

  test("columns of the same name are told apart", async () => {
    expect((await ask("SELECT 1 AS a, 2 AS a")).columns).toEqual(["a", "a:1"]);
  });
});

describe("formats", () => {
  test("CSV quotes what must be, and tells no value from an empty text", async () => {
    const csv = FORMATS.csv(await ask(VALUES), {});
    expect(csv.split("\r\n")[1]).toBe(
      ',"",NULL,"a,""b""\nc",9007199254740993,7,1.25,2026-01-02,2026-01-02 03:04:05.678,"[1,null]","{""a"":""x"",""b"":[true]}",<b>|',
    );
  });

  test("CSV is read back by DuckDB as it was", async () => {
    const file = join(root, "back.csv");
    const query =
      "SELECT * FROM (VALUES (1, 'a,b', NULL), (2, '', 'x\"y'), (3, 'line\nbreak', 'é')) t(n, a, b)";
    writeFileSync(file, FORMATS.csv(await ask(query), {}));
    const [back] = await runSql(`SELECT * FROM read_csv('${file}', allow_quoted_nulls = false)`, {
      database,
      write: true,
    });
    expect(back!.rows).toEqual((await ask(query)).rows);
  });

  test("JSON is an array, newline-delimited JSON an object per line", async () => {
    const result = await ask("SELECT person, count(*) AS faces FROM people GROUP BY person ORDER BY person");
    const expected = [
      { person: "p0", faces: 3 },
      { person: "p1", faces: 2 },
    ];
    expect(JSON.parse(FORMATS.json(result, {}))).toEqual(expected);
    expect(
      FORMATS.ndjson(result, {})
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
    expect(JSON.parse(FORMATS.json({ ...result, rows: [] }, {}))).toEqual([]);
  });

  test("Markdown shows markup as text and keeps a row in its line", async () => {
    const markdown = FORMATS.markdown(await ask(VALUES), {});
    expect(markdown.split("\n")).toHaveLength(3);
    expect(markdown).toContain("&lt;b>\\|");
    expect(markdown).toContain('a,"b"<br>c');
  });

  test("Markdown tells NULL from the text that looks like it", async () => {
    expect(FORMATS.markdown(await ask("SELECT NULL AS a, 'NULL' AS b, '' AS c"), {}).split("\n")[2]).toBe(
      "| NULL | 'NULL' | '' |",
    );
  });

  test("JSON keeps the order of the columns, whatever their names", async () => {
    const result = await ask(`SELECT 'x' AS photo, 1 AS "2020", NULL AS "a""b", [2] AS "__proto__"`);
    const object = '{"photo":"x","2020":1,"a\\"b":null,"__proto__":[2]}';
    expect(FORMATS.json(result, {})).toBe(`[\n  ${object}\n]`);
    expect(FORMATS.ndjson(result, {})).toBe(object);
  });

  test("Parquet is read back as it was", async () => {
    const out = join(root, "people.parquet");
    expect(await writeParquet("FROM people ORDER BY face_id; -- all of them", out, { database })).toBe(5);
    const [back] = await runSql(`FROM '${out}'`, { database, write: true });
    expect(back).toEqual(await ask("FROM people ORDER BY face_id"));
  });
});

describe("queries for Parquet", () => {
  const PIVOT = "PIVOT people ON person USING count(*) GROUP BY face_id";
  const out = () => join(root, "pivot.parquet");

  test.each([
    PIVOT,
    `${PIVOT};; -- all; of them`,
    `WITH p AS (${PIVOT}) SELECT *, ';' AS mark FROM p -- a; b`,
  ])("%s is one query", async (query) => {
    expect(await writeParquet(query, out(), { database })).toBe(5);
    const [back] = await runSql(`FROM '${out()}' ORDER BY face_id`, { database, write: true });
    expect(back!.columns.slice(0, 3)).toEqual(["face_id", "p0", "p1"]);
    expect(back!.rows[0]!.slice(0, 3)).toEqual(["f0", 1, 0]);
  });

  test.each([
    ["SELECT 1; SELECT 2", /^A Parquet file takes one query, and these are several/],
    [`${PIVOT}; ${PIVOT}`, /^A Parquet file takes one query, and these are several/],
    ["CREATE TEMP TABLE t AS SELECT 1 AS a", /^A Parquet file takes a query, and this statement is none/],
    ["-- x", /^No SQL statement given/],
    [
      `SELECT * FROM (${PIVOT})\nWHERE face_id::INTEGER = 1`,
      /^Conversion Error: .*\n\nLINE 2: WHERE face_id::INTEGER = 1\n {21}\^$/,
    ],
  ])("%j is refused", async (query, message) => {
    await expect(writeParquet(query, out(), { database })).rejects.toThrow(message);
  });
});

describe("tables on a terminal", () => {
  const result = (rows: Result["rows"], columns = ["name", "value"]): Result => ({
    columns,
    types: columns.map((_, i) => (i === 0 ? "VARCHAR" : "DOUBLE")),
    rows,
  });

  test("numbers stand to the right; NULL differs from texts that look like it or like nothing", () => {
    expect(
      drawTable(
        result([
          ["NULL", 1],
          ["", 22.5],
          [null, null],
        ]),
      ).split("\n"),
    ).toEqual([
      "name   │ value",
      "───────┼──────",
      "'NULL' │     1",
      "''     │  22.5",
      "NULL   │  NULL",
      "3 rows",
    ]);
  });

  test("no line is wider than the terminal", () => {
    const long = result([
      ["x".repeat(300), 1.5],
      ["写真".repeat(60), 2],
    ]);
    const lines = drawTable(long, 60).split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines[2]).toContain("…");
    expect(lines[2]).toContain("1.5");
  });

  test.each([
    ["写真", 4],
    ["𠮷", 2],
    ["𰻞", 2],
    ["❤️", 2],
    ["❤", 1],
    ["1️⃣", 2],
    ["👩‍👩‍👧", 2],
    ["🇫🇷", 2],
    ["é", 1],
    ["e\u0301", 1],
  ])("%s takes %i columns", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test("what has too many columns is drawn as records", () => {
    const columns = Array.from({ length: 30 }, (_, i) => `column${i}`);
    const drawn = drawTable(result([columns.map((_, i) => i)], columns), 60);
    expect(drawn.split("\n")).toHaveLength(31);
    expect(drawn).toContain("column29 │ 29");
  });

  test("control characters are spelt out", () => {
    expect(drawTable(result([["\u001b[2Jgone\n", 1]]))).toContain("\\u001b[2Jgone\\n");
  });
});

describe("the place of an error", () => {
  const failure = (query: string) =>
    runSql(query, { database }).then(
      () => "",
      (error: Error) => error.message,
    );

  test.each([
    ["select 1; select nosuch from faces", "LINE 1: select 1; select nosuch from faces", 17],
    ["select 1;\n\nselect 2;\nselect nosuch\n from faces", "LINE 4: select nosuch", 7],
    ["select '写真é𠮷😀',\tnosuch from faces", "LINE 1: select '写真é𠮷😀', nosuch from faces", 20],
    ["select 1;;; -- c\nselect * fro x", "LINE 2: select * fro x", 13],
    ["select 1;\nselect 1 +\n\n", "LINE 2: select 1 +", 10],
    [
      `select 1;\nselect '${"a".repeat(200)}', nosuch, '${"b".repeat(200)}' from faces`,
      `LINE 2: …${"a".repeat(56)}', nosuch, '${"b".repeat(50)}…`,
      60,
    ],
  ])("%j", async (query, line, column) => {
    expect(await failure(query)).toMatch(/^(Binder|Parser) Error: [^{]/);
    expect((await failure(query)).split("\n\n").at(-1)).toBe(
      `${line}\n${" ".repeat("LINE 1: ".length + column)}^`,
    );
  });

  test("is left out where it is in another text than the query's", async () => {
    const own = join(root, "view.duckdb");
    await withDatabase(own, {}, (connection) =>
      connection.run("CREATE VIEW v AS SELECT\n\n\n person::INTEGER AS n FROM (SELECT 'x' AS person)"),
    );
    await expect(runSql("FROM v", { database: own })).rejects.toThrow(/^Conversion Error: [^\n]*$/);
  });

  test.each(["", " \n;; ", "-- x", "/* SELECT 1 */"])("%j has no statement", async (query) => {
    expect(await failure(query)).toMatch(/^No SQL statement given/);
  });

  test("the statements before it have answered", async () => {
    const query = "SELECT 1 AS a; SELECT nope FROM people";
    await expect(runSql(query, { database })).rejects.toMatchObject({ answers: [{ rows: [[1]] }] });
  });
});

describe("rights", () => {
  test.each([
    ["INSERT INTO people BY NAME SELECT 'x' AS face_id, 'y' AS person"],
    ["DROP TABLE people"],
    ["COPY people TO 'FILE'"],
    ["EXPORT DATABASE 'FILE'"],
    ["ATTACH 'FILE'"],
    ["FROM read_csv('/etc/hosts')"],
    ["FROM read_text('/etc/hosts')"],
    ["FROM glob('/etc/*')"],
    ["SET enable_external_access = true"],
    ["SET allowed_directories = ['/']"],
    ["INSTALL httpfs"],
    ["LOAD httpfs"],
    ["FROM read_json('http://127.0.0.1:1/')"],
    ["FROM '/etc/hosts'"],
    ["FROM 'labels.csv'"],
  ])("%s is refused without --write", async (statement) => {
    const file = join(root, "out");
    await expect(runSql(statement.replace("FILE", file), { database })).rejects.toThrow("--write allows");
    expect(existsSync(file)).toBe(false);
    expect((await ask("SELECT count(*) FROM people")).rows).toEqual([[5]]);
  });

  test("a query that is written as Parquet can write nothing else", async () => {
    const evil = join(root, "evil.csv");
    const query = `SELECT 1) TO '${evil}' (FORMAT csv); COPY (SELECT 2`;
    await expect(writeParquet(query, join(root, "x.parquet"), { database })).rejects.toThrow();
    expect([existsSync(evil), existsSync(join(root, "x.parquet"))]).toEqual([false, false]);
  });

  test("a refused change says how it is allowed, and --write allows it", async () => {
    await expect(runSql("DELETE FROM people", { database })).rejects.toThrow(/--write allows/);
    const own = join(root, "own.duckdb");
    await withDatabase(own, {}, async () => undefined);
    await runSql("CREATE TABLE mine AS SELECT 1 AS a", { database: own, write: true });
    expect((await runSql("FROM mine", { database: own }))[0]!.rows).toEqual([[1]]);
  });
});

test("rows that a change returns are its answer; a count of rows is none", async () => {
  const own = join(root, "returning.duckdb");
  await withDatabase(own, {}, async () => undefined);
  const answers = await runSql(
    `INSERT INTO people BY NAME SELECT 'f' AS face_id, 'p' AS person RETURNING person;
    UPDATE people SET person = 'q' RETURNING person; CREATE TEMP TABLE t AS SELECT 1 AS a; INSERT INTO t VALUES (2);
    PREPARE more AS INSERT INTO t VALUES (3); EXECUTE more; DELETE FROM people RETURNING face_id`,
    { database: own, write: true },
  );
  expect(answers.map(({ rows }) => rows)).toEqual([[["p"]], [["q"]], [["f"]]]);
});
