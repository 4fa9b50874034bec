import { describe, expect, it } from "vitest";
import { drawTable } from "../../analysis/sql/draw-table.ts";
import { FORMATS, isTextFormat } from "../../analysis/sql/formats.ts";
import { endsStatement } from "../../analysis/sql/prompt/ends-statement.ts";
import { isForPeople, rendered } from "../../analysis/sql/rendered.ts";
import { cellText, isNumeric, type Result } from "../../analysis/sql/result.ts";

const table = (types: string[], ...rows: Result["rows"]): Result => ({
  columns: types.map((_, i) => `c${i}`),
  types,
  rows,
});

it.each([
  "TINYINT",
  "USMALLINT",
  "INTEGER",
  "UINTEGER",
  "UBIGINT",
  "HUGEINT",
  "FLOAT",
  "DOUBLE",
  "DECIMAL(5,2)",
])("%s is a number", (type) => expect(isNumeric(type)).toBe(true));

it.each([
  "VARCHAR",
  "INTEGER[]",
  "STRUCT(a INTEGER)",
  "INTERVAL",
  "BOOLEAN",
  "MAP(INTEGER, DOUBLE)",
  "MY_DOUBLE",
])("%s is none", (type) => expect(isNumeric(type)).toBe(false));

it("writes cells as people read them", () => {
  expect([null, "x", 1.5, true, [1, null], { a: "b" }].map(cellText)).toEqual([
    "NULL",
    "x",
    "1.5",
    "true",
    "[1,null]",
    '{"a":"b"}',
  ]);
});

describe("a table", () => {
  const cells = (type: string, ...values: number[]) =>
    drawTable(table([type], ...values.map((value) => [value])))
      .split("\n")
      .slice(2, -1)
      .map((line) => line.trim());

  it("rounds what is inexact to two decimals, and small numbers to two digits", () => {
    const numbers = [0, 0.001234, -0.00999, 0.01, 0.014, 1.006, -2.346, 12345.678];
    const shown = ["0", "0.0012", "-0.01", "0.01", "0.01", "1.01", "-2.35", "12345.68"];
    for (const type of ["DOUBLE", "FLOAT", "DECIMAL(9,6)"]) expect(cells(type, ...numbers)).toEqual(shown);
    expect(cells("INTEGER", 2026)).toEqual(["2026"]);
    expect(drawTable(table(["DOUBLE"], ["NaN"])).split("\n")[2]).toBe("NaN");
    expect(drawTable(table(["VARCHAR", "LIST(DOUBLE)"], ["1.23456", [1.23456]])).split("\n")[2]).toBe(
      "1.23456 │ [1.23456]",
    );
  });

  it("takes from the widest columns until it fits, and not more", () => {
    const wide = table(["VARCHAR", "VARCHAR", "VARCHAR"], ["a".repeat(30), "b".repeat(12), "c"]);
    const lines = (width: number) => drawTable(wide, width).split("\n");
    expect(lines(30 + 12 + 2 + 6)[2]).toBe(`${"a".repeat(30)} │ ${"b".repeat(12)} │ c`);
    expect(lines(49)[2]).toBe(`${"a".repeat(28)}… │ ${"b".repeat(12)} │ c`);
    expect(lines(30)[2]).toBe(`${"a".repeat(10)}… │ ${"b".repeat(10)}… │ c`);
    expect(lines(30)[1]).toBe(`${"─".repeat(11)}─┼─${"─".repeat(11)}─┼───`);
    expect(lines(30)[0]).toBe("c0          │ c1          │ c2");
    expect(lines(30).at(-1)).toBe("1 row");
  });

  it("is drawn as records where columns would be narrower than six, unless it fits all the same", () => {
    const two = table(["VARCHAR", "VARCHAR"], ["a".repeat(9), "b"], ["", null]);
    expect(drawTable(two, 14).split("\n")).toEqual([
      "c0 │ aaaaaaaaa",
      "c1 │ b",
      "───┼─",
      "c0 │ ''",
      "c1 │ NULL",
      "2 rows",
    ]);
    expect(drawTable(two, 13).split("\n")[0]).toBe("c0 │ aaaaaaa…");
    expect(drawTable(two, 15).split("\n")[2]).toBe("aaaaaaa… │ b");
    expect(drawTable(table(["VARCHAR", "VARCHAR"], ["a", "b"]), 8).split("\n")[2]).toBe("a  │ b");
    // Below six columns nothing can be read: it may be wider than the terminal then.
    expect(drawTable(two, 3).split("\n")[0]).toBe("c0 │ aaaaa…");
  });

  it("has a rule and a count also without rows", () => {
    expect(drawTable(table(["VARCHAR"])).split("\n")).toEqual(["c0", "──", "0 rows"]);
  });
});

describe("formats", () => {
  it.each([
    ["csv", true],
    ["markdown", true],
    ["toString", false],
    ["xml", false],
  ])("knows whether %s is one", (name, isOne) => expect(isTextFormat(name)).toBe(isOne));

  it("writes CSV that is read back as it was: quotes, line ends, nothing and empty", () => {
    const result = table(
      ["VARCHAR", "DATE", "TIMESTAMP"],
      ['a"b', "2026-01-01", null],
      ["x\ry", null, "x,y"],
      ["", "", "é"],
    );
    expect(FORMATS.csv(result, {})).toBe('c0,c1,c2\r\n"a""b",2026-01-01,\r\n"x\ry",,"x,y"\r\n"","",é');
    expect(FORMATS.csv({ ...result, columns: ["=x", "y", "z"] }, {})).toMatch(/^'=x,y,z\r\n/);
    expect(FORMATS.csv({ ...result, columns: ["=x", "y", "z"] }, { rawCsv: true, bom: true })).toMatch(
      /^\ufeff=x,y,z\r\n/,
    );
  });

  it.each(["=1", "+1", "-1", "@x", "\tx"])(
    "keeps a spreadsheet from taking the text %j for a formula",
    (text) => {
      const result = table(
        ["VARCHAR", "DOUBLE", "DATE", "INTERVAL", "TIMESTAMP", "LIST"],
        [text, text, text, text, text, text],
      );
      const [safe, ...asTheyAre] = FORMATS.csv(result, {}).split("\r\n")[1]!.split(",");
      expect(safe).toBe(`'${text}`);
      expect(asTheyAre).toEqual([text, text, text, text, `'${text}`]);
      expect(FORMATS.csv(table(["VARCHAR"], [`x${text}`]), {})).toBe(`c0\r\nx${text}`);
    },
  );

  it("writes Markdown in which nothing is markup", () => {
    const text = "\\|*_`[]~ & <b>\r\n2\r3\n4\u0007";
    expect(
      FORMATS.markdown(table(["VARCHAR", "DOUBLE"], [text, 1.234567], [null, null]), {}).split("\n"),
    ).toEqual([
      "| c0 | c1 |",
      "| --- | --: |",
      "| \\\\\\|\\*\\_\\`\\[\\]\\~ &amp; &lt;b><br>2<br>3<br>4\\u0007 | 1.234567 |",
      "| NULL | NULL |",
    ]);
  });

  it("writes JSON with a row to the line", () => {
    const result = table(["INTEGER", "VARCHAR"], [1, 'x"'], [2, null]);
    const objects = ['{"c0":1,"c1":"x\\""}', '{"c0":2,"c1":null}'];
    expect(FORMATS.json(result, {})).toBe(`[\n  ${objects.join(",\n  ")}\n]`);
    expect(FORMATS.ndjson(result, {})).toBe(objects.join("\n"));
  });
});

describe("answers", () => {
  const [one, two] = [table(["INTEGER"], [1]), table(["INTEGER"], [2])];

  it("are all shown to people, and the last to programs", () => {
    expect(
      ["table", "markdown", "csv", "json", "ndjson"].filter((name) => isForPeople(name as "csv")),
    ).toEqual(["table", "markdown"]);
    expect(rendered([one, two], "markdown", {})).toBe("| c0 |\n| --: |\n| 1 |\n\n| c0 |\n| --: |\n| 2 |\n");
    expect(rendered([one, two], "csv", {})).toBe("c0\r\n2\r\n");
    expect(rendered([one, two], "ndjson", {})).toBe('{"c0":2}\n');
  });

  it("are nothing where there is none", () => {
    expect(rendered([], "table", {})).toBe("");
    expect(rendered([table(["INTEGER"])], "ndjson", {})).toBe("");
  });
});

describe("a statement", () => {
  it.each([
    "SELECT 1;",
    "SELECT ';' ; ",
    "SELECT 1; -- done",
    "SELECT 1; /* a\nb */ \n",
    "SELECT $$;$$;",
    "SELECT $a$ $$; $a$;",
    'SELECT ";" ;',
    "SELECT 'it''s';",
    "-- x\nSELECT 1;",
  ])("has ended: %j", (text) => expect(endsStatement(text)).toBe(true));

  it.each([
    "",
    "SELECT 1",
    "SELECT ';",
    "SELECT 'it'';",
    'SELECT ";',
    "SELECT $$;",
    "SELECT $a$ $b$;",
    "-- SELECT 1;",
    "/* ;",
    "SELECT 1; SELECT",
    "SELECT 1 --;",
    "SELECT 'x;'",
    "SELECT ';'",
  ])("goes on: %j", (text) => expect(endsStatement(text)).toBe(false));
});
