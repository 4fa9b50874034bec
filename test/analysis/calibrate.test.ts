import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measurePairs } from "../../analysis/calibrate/measure-pairs.ts";
import { calibrationLines } from "../../analysis/calibrate/print-calibration.ts";
import { calibrate, type LabelledPair, recommend } from "../../analysis/calibrate/rates.ts";
import { pairsOf, readPairs } from "../../analysis/calibrate/read-pairs.ts";
import { wilson } from "../../analysis/calibrate/wilson.ts";
import { errorRatesSpec } from "../../analysis/charts/error-rates.ts";
import { renderSvg } from "../../analysis/charts/render-svg.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { face, faces, graphOf } from "./helpers/face-graph.ts";

const same = (...similarities: number[]): LabelledPair[] =>
  similarities.map((similarity) => ({ same: true, similarity }));
const different = (...similarities: number[]): LabelledPair[] =>
  similarities.map((similarity) => ({ same: false, similarity }));
const at = (threshold: number, pairs: LabelledPair[]) => calibrate(pairs, [threshold]).rates[0]!;

describe("Wilson's interval", () => {
  it("gives the textbook values", () => {
    // Agresti and Coull 1998: 0 of 10 and 1 of 10.
    expect(wilson(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 4) });
    expect(wilson(1, 10)).toMatchObject({ low: expect.closeTo(0.0179, 4), high: expect.closeTo(0.4042, 4) });
    expect(wilson(50, 100)).toMatchObject({
      low: expect.closeTo(0.4038, 4),
      high: expect.closeTo(0.5962, 4),
    });
  });

  it("is the mirror image for the other outcome, and everything without a trial", () => {
    expect(wilson(9, 10).low).toBeCloseTo(1 - wilson(1, 10).high, 10);
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

describe("error rates by threshold", () => {
  const pairs = [...same(99, 95, 90, 70), ...different(85, 60, 40, 20)];

  it("count a pair exactly at the threshold as a match", () => {
    expect(at(90, pairs)).toMatchObject({
      falseMatch: { events: 0, of: 4 },
      falseNonMatch: { events: 1, of: 4 },
    });
    expect(at(85, pairs).falseMatch.events).toBe(1);
    expect(at(90.1, pairs).falseNonMatch.events).toBe(2);
  });

  it("take pairs that a search did not find for less than its threshold, and say nothing below it", () => {
    const censored: LabelledPair[] = [...pairs, { same: false, below: 80 }, { same: true, below: 75 }];
    const result = calibrate(censored, [70, 75, 79, 80, 90]);
    expect(result.rates.map(({ threshold }) => threshold)).toEqual([80, 90]);
    expect(result).toMatchObject({ censoredPairs: 2, lowestThreshold: 80, samePairs: 5, differentPairs: 5 });
    expect(result.rates[0]).toMatchObject({
      falseMatch: { events: 1, of: 5 },
      falseNonMatch: { events: 2, of: 5 },
    });
  });

  it("leave out pairs that nobody searched", () => {
    expect(calibrate([...pairs, { same: true }])).toMatchObject({ unknownPairs: 1, samePairs: 4 });
  });

  const clean = (count: number, between?: (i: number) => string) =>
    calibrate(
      [
        ...same(99),
        ...different(...Array(count).fill(10)).map((pair, i) => ({
          ...pair,
          ...(between && { between: between(i) }),
        })),
      ],
      [50],
    );

  it("recommend the lowest threshold that the pairs can promise, after as many as they say", () => {
    const { pairsNeeded, peopleNeeded } = recommend(calibrate(pairs), 0.01);
    expect((peopleNeeded * (peopleNeeded - 1)) / 2).toBeGreaterThanOrEqual(pairsNeeded);
    expect(((peopleNeeded - 1) * (peopleNeeded - 2)) / 2).toBeLessThan(pairsNeeded);
    expect(recommend(clean(pairsNeeded), 0.01)).toMatchObject({ isSupported: true, threshold: 50 });
    expect(recommend(clean(pairsNeeded - 1), 0.01)).toMatchObject({
      isSupported: false,
      threshold: DEFAULT_THRESHOLD,
    });
  });

  it("recommend nothing but the default from many photos of five people", () => {
    const five = clean(5000, (i) => `pair ${i % 10}`);
    expect(five).toMatchObject({ differentPairs: 5000, peoplePairs: 10 });
    expect(recommend(five, 0.01)).toMatchObject({ isSupported: false, threshold: DEFAULT_THRESHOLD });
    expect(calibrationLines(five, recommend(five, 0.01), 0.01).join("\n")).toContain(
      "Keep 80 %, the default: 10 pairs",
    );
  });

  it("are drawn with both bands and the recommended threshold", async () => {
    const spec = errorRatesSpec(calibrate(pairs).rates, 86);
    const svg = await renderSvg(spec);
    expect(svg).toContain("false matches");
    expect(svg).toContain("stroke-dasharray");
    expect(svg).toContain("recommended: 86 %");
    expect(await renderSvg(errorRatesSpec(calibrate(pairs).rates))).not.toContain("recommended");
    expect(await renderSvg(errorRatesSpec([]))).toContain("<svg");
  });
});

describe("labels", () => {
  it("give every pair once, of one person or of two", () => {
    const labels = new Map([
      ["a1", "alice"],
      ["a2", "alice"],
      ["b1", "brooke"],
    ]);
    expect(pairsOf(labels)).toEqual([
      { a: "a1", b: "a2", same: true, between: "alice / alice" },
      { a: "a1", b: "b1", same: false, between: "alice / brooke" },
      { a: "a2", b: "b1", same: false, between: "alice / brooke" },
    ]);
  });
});

describe("known pairs", () => {
  const graph = graphOf(
    [
      ...faces("a", "b"),
      face("c", { photo: "trip/x.jpg", area: 0.1 }),
      face("large", { photo: "trip/x.jpg", ordinal: 2, area: 0.2 }),
      face("d", { photo: "y.jpg", etag: createHash("md5").update("bytes of d").digest("hex") }),
    ],
    [],
  );
  const written = async (text: string) => {
    const path = join(await temporaryFolder(), "pairs.csv");
    await writeFile(path, text);
    return path;
  };
  const read = async (text: string) =>
    (await readPairs(await written(text), graph)).map(({ a, b, same }) => [a, b, same]);

  it("come from the names of the photos", async () => {
    const named = graphOf([face("1", { photo: "bea1.jpg" }), face("2", { photo: "ann2.jpg" })], []);
    expect(await readPairs("by-name", named)).toEqual([
      { a: "2", b: "1", same: false, between: "ann / bea" },
    ]);
    const other = graphOf([face("1", { photo: "ann1.jpg" }), face("2", { photo: "b.jpg" })], []);
    expect(
      pairsOf(
        new Map([
          ["2", "b"],
          ["1", "a"],
        ]),
      )[0]!.between,
    ).toBe("a / b");
    expect(await readPairs("by-name", other)).toHaveLength(1);
  });

  it("come from a file of pairs, CSV with a heading or without, or JSON lines", async () => {
    const pairs = [
      ["a", "b", true],
      ["a", "c", false],
    ];
    expect(await read("faceA,faceB,same\na.jpg,b,true\na, trip/x.jpg#1 , no \n")).toEqual(pairs);
    expect(await read("Face_A,x,y\na,b,YES\na,c,0")).toEqual(pairs);
    expect(await read("a,b,same\na,c,different")).toEqual(pairs);
    expect(await read("a,b,1\na,c,false")).toEqual(pairs);
    expect(
      await read('{"faceA":"a","faceB":"b","same":true}\n{"faceA":"a","faceB":"c","same":false}'),
    ).toEqual(pairs);
  });

  it.each([
    "a,b",
    "a,b,perhaps",
    "a,b,untrue",
    "a,b,truely",
    "a,b,no way",
    "a,b,a no",
    ",b,true",
    "a, ,true",
    "a",
  ])("are refused where a line says no pair: %s", async (line) => {
    await expect(read(line)).rejects.toThrow(
      /^Unusable line in .*pairs.csv: a?.*\. Write it as faceA,faceB,true or faceA,faceB,false\.$/,
    );
  });

  it("are refused where a face is not known, or the file is not there", async () => {
    await expect(read("a,nobody,true")).rejects.toThrow(/^No face nobody\./);
    await expect(read("surface_a,b,true")).rejects.toThrow(/^No face surface_a\./);
    await expect(readPairs("nowhere", graph)).rejects.toThrow(
      "No file or folder nowhere. Give by-name, a folder with one folder per person, or a file of pairs.",
    );
  });

  it("come from a folder per person: by the photo's bytes, by its folder and name, or by its name", async () => {
    const folder = await temporaryFolder();
    for (const person of ["ann", "bea", "trip"]) await mkdir(join(folder, person));
    await writeFile(join(folder, "readme.txt"), "not a person");
    await mkdir(join(folder, "ann", "a.jpg.d"));
    await writeFile(join(folder, "ann", "a.jpg"), "by its name");
    await writeFile(join(folder, "ann", "b.jpg"), "bytes of d");
    await writeFile(join(folder, "trip", "x.jpg"), "by folder and name, the largest face");
    await writeFile(join(folder, "bea", "nobody.jpg"), "none");
    const pairs = await readPairs(folder, graph);
    expect(pairs.map(({ a, b, same, between }) => [[a, b].sort().join(" "), same, between]).sort()).toEqual([
      ["a d", true, "ann / ann"],
      ["a large", false, "ann / trip"],
      ["d large", false, "ann / trip"],
    ]);
  });
});

describe("what searches say about a pair", () => {
  it("is its similarity, or how far down the deeper of the two looked, or nothing", async () => {
    const measured = await withDatabase(":memory:", {}, async (connection) => {
      await connection.run(`
        insert into searches (face_id, path, searched_at, threshold, max_faces, matches, truncated) values
          ('a', 'p', now(), 60, 10, 1, false), ('b', 'p', now(), null, 10, 0, false),
          ('cut', 'p', now(), 50, 2, 2, true), ('none', 'p', now(), 70, 0, 0, true);
        insert into faces (face_key, face_id, photo, ordinal, kept) values
          ('a#1', 'a', 'a', 1, true), ('b#1', 'b', 'b', 1, true), ('c#1', 'c', 'c', 1, true);
        insert into matches (face_id, match_face_id, similarity) values
          ('a', 'c', 91.5), ('cut', 'x', 99), ('cut', 'y', 97);`);
      const pair = (a: string, b: string) => ({ a, b, same: a === "a", between: "p / q" });
      return await measurePairs(connection, [
        pair("a", "c"),
        pair("c", "a"),
        pair("a", "b"),
        pair("b", "x"),
        pair("cut", "b"),
        pair("z", "cut"),
        pair("none", "x"),
        pair("x", "y"),
      ]);
    });
    expect(measured.map(({ similarity, below }) => [similarity, below])).toEqual([
      [91.5, undefined],
      [91.5, undefined],
      [undefined, 60],
      [undefined, 80],
      [undefined, 80],
      [undefined, 97],
      [undefined, 70],
      [undefined, undefined],
    ]);
    expect(measured[0]).toEqual({ same: true, between: "p / q", similarity: 91.5 });
  });
});

describe("a calibration in words", () => {
  const lines = (pairs: LabelledPair[], thresholds: number[], maxFmr: number) => {
    const calibration = calibrate(pairs, thresholds);
    return calibrationLines(calibration, recommend(calibration, maxFmr), maxFmr);
  };
  const NOTE = "The intervals take pairs for independent; with few people the truth may lie further off.";
  const HEAD = "threshold  false matches                false non-matches";

  it("lists the usual thresholds, marks the recommended one, and says what it promises", () => {
    const many = [...same(99, 99, 60, 99, 99), ...different(...Array(4000).fill(10), 72)];
    expect(lines(many, [55, 60, 61, 73, 80], 0.001)).toEqual([
      "5 pairs of one person, 4,001 pairs of two people.",
      "",
      HEAD,
      "     60 %  0.025 % (0.004 % to 0.1 %)     0.0 % (0.0 % to 43.4 %)",
      "     73 %    0.0 % (0.0 % to 0.096 %)    20.0 % (3.6 % to 62.4 %)  <",
      "     80 %    0.0 % (0.0 % to 0.096 %)    20.0 % (3.6 % to 62.4 %)",
      "",
      "Recommended: 73 %, the lowest threshold that promises at most 0.1 % false matches (95 % confidence, 4,001 pairs of people).",
      NOTE,
    ]);
  });

  it("says what was not searched, and not found so far down", () => {
    const pairs: LabelledPair[] = [...same(99), ...different(40), { same: true }, { same: false, below: 75 }];
    expect(lines(pairs, [70, 75], 0.01)).toEqual([
      "1 pair of one person, 2 pairs of two people.",
      expect.stringMatching(/^The rates below mean little/),
      "1 pair never searched and left out.",
      "1 pair not found by searches down to 75 %: below that threshold nothing is known (--search looks further down).",
      "",
      HEAD,
      "     75 %    0.0 % (0.0 % to 65.8 %)      0.0 % (0.0 % to 79.3 %)",
      "",
      "Keep 80 %, the default: 2 pairs of people cannot promise at most 1.0 % false matches.",
      "That takes 381 pairs of people without a false match, as 29 labelled people give: 379 pairs more.",
      NOTE,
    ]);
  });

  it("warns where few people stand behind many pairs, such as in numbered photos", () => {
    const numbered = pairsOf(
      new Map([...Array(20).keys()].map((i) => [`f${i}`, i < 16 ? "sample" : `copy${i}`] as const)),
    );
    const measured = numbered.map((pair) => ({ ...pair, similarity: 50 }));
    expect(lines(measured, [50], 0.01)[1]).toBe(
      "The rates below mean little: they rest on 1 person with two faces or more and 10 pairs of different people, " +
        "where 5 and 10 are the least; give a folder with one folder per person.",
    );
    const people = (count: number) =>
      pairsOf(new Map([...Array(2 * count).keys()].map((i) => [`f${i}`, `p${i % count}`] as const)));
    const words = (count: number) =>
      lines(
        people(count).map((pair) => ({ ...pair, similarity: 50 })),
        [50],
        0.01,
      ).join("\n");
    expect(words(4)).toContain("4 people with two faces or more and 6 pairs of different people");
    expect(words(5)).not.toContain("mean little");
    expect(
      lines([...same(...Array(9).fill(99)), ...different(...Array(9).fill(10))], [50], 0.01)[1],
    ).toContain("9 people with two faces or more and 9 pairs");
  });

  it("says so where there are pairs enough and none of the thresholds holds", () => {
    const bad = [...same(99), ...different(...Array(400).fill(99.95))];
    expect(lines(bad, [99], 0.01).at(-2)).toBe(
      "Keep 80 %, the default: no threshold promises at most 1.0 % false matches here.",
    );
  });
});
