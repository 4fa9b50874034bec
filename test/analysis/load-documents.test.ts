import { describe, expect, it } from "vitest";
import { withDatabase } from "../../analysis/tables/database.ts";
import * as documents from "../../analysis/tables/load/documents.ts";
import { checkMeasures, TypeLists } from "../../analysis/tables/load/measures.ts";
import { checkRows, type RowsByTable, tableShapes } from "../../analysis/tables/load/shapes.ts";

describe("the documents of a photo", () => {
  const { parseDetected, parseIndexed, parseKept, parseRecord, parseSearch } = documents;

  it("are read as they are", () => {
    expect(parseDetected('{"FaceDetails":[{"Confidence":9}]}')).toEqual([{ Confidence: 9 }]);
    expect(
      parseIndexed('{"FaceRecords":[{}],"UnindexedFaces":[{"Reasons":["R"]}],"FaceModelVersion":"7"}'),
    ).toEqual({
      records: [{}],
      unindexed: [{ Reasons: ["R"] }],
      modelVersion: "7",
    });
    expect(parseIndexed('{"FaceRecords":[]}')).toEqual({
      records: [],
      unindexed: [],
      modelVersion: undefined,
    });
    expect(parseKept('[{"FaceId":"f"}]')).toEqual([{ FaceId: "f" }]);
    const record = { outcome: "DONE", key: "k", endedAt: "2026-01-01T00:00:00Z" };
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
    const search = { SearchedFaceId: "f", FaceMatches: [{ Similarity: 9, Face: { FaceId: "g" } }] };
    expect(parseSearch(JSON.stringify(search), "f")).toEqual(search);
  });

  it.each<[(text: string) => unknown, string, string | RegExp]>([
    [parseDetected, "{", /^not JSON: ./],
    [parseDetected, "[]", "should be an object, is an array"],
    [parseDetected, "null", "should be an object, is null"],
    [parseDetected, "7", "should be an object, is a value of type number"],
    [parseDetected, "{}", "FaceDetails should be an array, is missing"],
    [parseDetected, '{"FaceDetails":{}}', "FaceDetails should be an array, is a value of type object"],
    [parseDetected, '{"FaceDetails":["x"]}', "should be an object, is a value of type string"],
    [parseIndexed, '{"FaceDetails":[]}', "FaceRecords should be an array, is missing"],
    [
      parseIndexed,
      '{"FaceRecords":[],"UnindexedFaces":7}',
      "UnindexedFaces should be an array, is a value of type number",
    ],
    [parseKept, "{}", "should be an array of faces, is a value of type object"],
    [parseKept, "[null]", "should be an object, is null"],
    [parseRecord, '{"key":"k","endedAt":"2026"}', "outcome should be a text, is missing"],
    [
      parseRecord,
      '{"outcome":"DONE","key":7,"endedAt":"2026"}',
      "key should be a text, is a value of type number",
    ],
    [parseRecord, '{"outcome":"DONE","key":"k"}', "endedAt should be a text, is missing"],
    [parseRecord, '{"outcome":"DONE","key":"k","endedAt":"soon"}', 'endedAt should be a time, is "soon"'],
    [
      (text) => parseSearch(text, "f"),
      '{"SearchedFaceId":"g"}',
      'should be the search of face f, is that of "g"',
    ],
    [
      (text) => parseSearch(text, "f"),
      '{"SearchedFaceId":"f"}',
      "FaceMatches should be an array, is missing",
    ],
    [
      (text) => parseSearch(text, "f"),
      '{"SearchedFaceId":"f","FaceMatches":[{"Face":{"FaceId":"g"}}]}',
      "a match has no Similarity or no FaceId",
    ],
    [
      (text) => parseSearch(text, "f"),
      '{"SearchedFaceId":"f","FaceMatches":[{"Similarity":9,"Face":{}}]}',
      "a match has no Similarity or no FaceId",
    ],
  ])("are refused where they are others (%#)", (parse, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

describe("values of another type than the column's", () => {
  const measures = {
    photo: "a",
    ordinal: 1,
    table: "emotions" as const,
    types: ["A", "B"],
    values: [1, 2],
    heights: [],
  };

  it("are found among emotions and landmarks", () => {
    expect(() => checkMeasures({ ...measures, heights: [1, 2] })).not.toThrow();
    const wrong = "each of the emotions should have a text and numbers";
    for (const change of [{ types: ["A", 2] }, { values: [1, "2"] }, { heights: [null, 1] }])
      expect(() => checkMeasures({ ...measures, ...change } as never)).toThrow(wrong);
    expect(() => checkMeasures({ ...measures, types: ["A", "A"] })).toThrow(
      "one of the emotions is there twice",
    );
  });

  it("are found in rows, and named", async () => {
    const shapes = await withDatabase(":memory:", {}, async (connection) => {
      await connection.run(
        "CREATE TABLE t (v VARCHAR, b BOOLEAN, d DOUBLE, i INTEGER, w BIGINT, l DOUBLE[])",
      );
      return await tableShapes(connection);
    });
    expect(shapes.get("t")!.names).toEqual(["v", "b", "d", "i", "w", "l"]);
    const row = { v: "x", b: true, d: 0.5, i: -5, w: 2 ** 40, l: "anything" };
    const check = (change: object) => () =>
      checkRows({ t: [{ ...row, ...change }] } as unknown as RowsByTable, shapes);
    expect(check({})).not.toThrow();
    expect(check({ v: null, b: null, d: null, i: null, w: null, l: null })).not.toThrow();
    expect(check({ i: 2 ** 31 - 1 })).not.toThrow();
    expect(check({ v: 7 })).toThrow("v in t should be a text, is 7");
    expect(check({ v: ["x".repeat(99)] })).toThrow(`v in t should be a text, is ["${"x".repeat(58)}`);
    expect(check({ b: "true" })).toThrow('b in t should be true or false, is "true"');
    expect(check({ d: "1" })).toThrow('d in t should be a number, is "1"');
    for (const i of [0.5, 2 ** 31, -(2 ** 31), "1"])
      expect(check({ i })).toThrow("i in t should be a 32-bit integer, is");
    expect(check({ w: 0.5 })).toThrow("w in t should be a whole number, is 0.5");
    expect(check({ v: undefined })).toThrow("v in t should be a text, is undefined");
    expect(() => checkRows({ staged_measures: [{ ...measures, values: ["x"] as never }] }, shapes)).toThrow(
      "emotions",
    );
  });

  it("are staged with a number for each list of types", () => {
    const lists = new TypeLists();
    const { types, table, ...rest } = measures;
    expect(lists.stage(measures)).toEqual({ ...rest, types: 0 });
    expect(lists.stage({ ...measures, table: "landmarks" }).types).toBe(1);
    expect(lists.stage({ ...measures, types: ["A"] }).types).toBe(2);
    expect(lists.stage(measures).types).toBe(0);
    expect(lists.lists).toEqual([
      { table, types },
      { table: "landmarks", types },
      { table, types: ["A"] },
    ]);
  });
});
