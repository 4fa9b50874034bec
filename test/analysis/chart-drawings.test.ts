import { describe, expect, it } from "vitest";
import type { ErrorRates } from "../../analysis/calibrate/rates.ts";
import { type AgeRow, ages } from "../../analysis/charts/ages.ts";
import { countAxis, highestOf, highestStack } from "../../analysis/charts/chart.ts";
import { emotions } from "../../analysis/charts/emotions.ts";
import { errorRatesSpec } from "../../analysis/charts/error-rates.ts";
import { outcomeInWords, outcomes } from "../../analysis/charts/outcomes.ts";
import { peopleSizes } from "../../analysis/charts/people-sizes.ts";
import { pose } from "../../analysis/charts/pose.ts";
import { type QualityRow, quality } from "../../analysis/charts/quality.ts";
import { renderSvg } from "../../analysis/charts/render-svg.ts";
import { similarities } from "../../analysis/charts/similarities.ts";
import { thresholdPairs, thresholds } from "../../analysis/charts/thresholds.ts";
import { together } from "../../analysis/charts/together.ts";
import { years } from "../../analysis/charts/years.ts";
import { readDrawing, tooltipOf } from "./helpers/read-drawing.ts";

const PAIRS = [
  { a: "a", b: "b", similarity: 99.95 },
  { a: "c", b: "d", similarity: 98.7 },
  { a: "b", b: "c", similarity: 97.5 },
];
const AGES: AgeRow[] = [
  { age: 25, kept: true, faces: 3 },
  { age: 25, kept: false, faces: 1 },
  { age: 45, kept: true, faces: 2 },
];
const face = (photo: string, rest: Partial<QualityRow>): QualityRow => ({
  ...{ photo, ordinal: 1, brightness: 80.4, sharpness: 90, kept: true, exclude_reason: null },
  ...{ rules_version: null, of: 9 },
  ...rest,
});
const DARK = face("b.jpg", { brightness: 12, sharpness: 55, kept: false, exclude_reason: "too dark" });
const interval = (rate: number) => ({ rate, low: rate / 2, high: rate * 1.5 });
const errors = (threshold: number, falseMatch: number, falseNonMatch: number) =>
  ({ threshold, falseMatch: interval(falseMatch), falseNonMatch: interval(falseNonMatch) }) as ErrorRates;
const ERRORS = [errors(80, 0.2, 0), errors(90, 0.1, 0.1)];

/** What each chart is drawn of, a few rows. */
const SPECS = {
  outcomes: () =>
    outcomes.spec([
      { outcome: "DONE", reason: null, photos: 3 },
      { outcome: "REJECTED", reason: "NoFaceError", photos: 1 },
    ]),
  emotions: () =>
    emotions.spec([
      { emotion: "happy", faces: 3 },
      { emotion: "calm", faces: 1 },
    ]),
  ages: () => ages.spec(AGES),
  similarities: () =>
    similarities.spec([
      { similarity: 81, same: false, pairs: 1 },
      { similarity: 98, same: null, pairs: 2 },
      { similarity: 98, same: true, pairs: 2 },
    ]),
  quality: () => quality.spec([face("a.jpg", {}), DARK]),
  pose: () =>
    pose.spec([
      { photo: "a.jpg", yaw: -10.4, pitch: 5, roll: 1, kept: true },
      { photo: "b.jpg", yaw: 60, pitch: -30, roll: 0, kept: false },
    ]),
  thresholds: () => thresholds.spec(PAIRS),
  "threshold-pairs": () => thresholdPairs.spec(PAIRS),
  "people-sizes": () =>
    peopleSizes.spec([
      { person: "Ada", faces: 3, photos: 2 },
      { person: "P2", faces: 2, photos: 2 },
    ]),
  years: () =>
    years.spec([
      { person: "Ada", year: 2019, faces: 4 },
      { person: "Ada", year: 2021, faces: 1 },
      { person: "P2", year: 2019, faces: 1 },
    ]),
  together: () =>
    together.spec([
      { person: "Ada", other: "P2", photos: 5 },
      { person: "P2", other: "Ada", photos: 5 },
      { person: "P2", other: "P3", photos: 1 },
      { person: "P3", other: "P2", photos: 1 },
    ]),
  "error-rates": () => errorRatesSpec(ERRORS, 90),
};

/** `vitest -u` writes the drawings anew: look at what changed. */
describe("the drawing of", () => {
  it.each(Object.entries(SPECS))("%s", async (name, spec) => {
    const drawing = readDrawing(await renderSvg(spec())).join("\n");
    await expect(`${drawing}\n`).toMatchFileSnapshot(`./drawings/${name}.txt`);
  });
});

describe("a mark that is pointed at tells", () => {
  const rates = { "threshold (%)": 80, rate: "20.00%", "at least": "10.00%", "at most": "30.00%" };
  const TOLD: Record<keyof typeof SPECS, object> = {
    outcomes: { outcome: "kept", photos: 3, "of all": "75%" },
    emotions: { emotion: "happy", faces: 3, share: "75.0%" },
    ages: { "age (years)": "25 to 30", faces: 3, state: "kept" },
    similarities: { similarity: "81 to 82 %", pairs: 1, "as grouped": "different people" },
    quality: { photo: "a.jpg", brightness: "80", sharpness: "90", state: "kept", why: "null" },
    pose: { photo: "a.jpg", yaw: "−10", pitch: "5", roll: "1", state: "kept" },
    thresholds: { "threshold (%)": 97.5, pairs: 3, people: 1, "largest group": 4 },
    "threshold-pairs": { "threshold (%)": 97.5, pairs: 3 },
    "people-sizes": { person: "Ada", faces: 3, photos: 2 },
    years: { person: "Ada", year: 2019, faces: 4 },
    together: { person: "Ada", with: "P2", photos: 5 },
    "error-rates": { error: "false matches (two people)", ...rates },
  };

  it.each(Object.entries(SPECS))("what it stands for: %s", async (name, spec) => {
    expect(await tooltipOf(spec())).toEqual(TOLD[name as keyof typeof SPECS]);
  });
});

describe("the drawing of error rates", () => {
  const recommended = async (threshold?: number) =>
    readDrawing(await renderSvg(errorRatesSpec(ERRORS, threshold))).filter((line) =>
      /^(rule|text) mark/.test(line),
    );

  it("has the label of the recommended threshold at its free side", async () => {
    expect((await recommended(80))[1]).toContain("| at (6,13) |");
    expect((await recommended(89.9))[1]).toContain("| at (263,13) |");
    expect((await recommended(90))[1]).toContain("| at (254,13) |");
  });

  it("has no line where none is recommended, and goes down to nothing without rates", async () => {
    expect(await recommended()).toEqual([]);
    const nothing = readDrawing(await renderSvg(errorRatesSpec([])));
    expect(nothing[2]).toContain("values from 0 to 100");
  });
});

describe("the quality chart", () => {
  const drawn = async (...rows: QualityRow[]) => readDrawing(await renderSvg(quality.spec(rows)));
  const rules = (lines: string[]) => lines.filter((line) => line.startsWith("line: "));

  it("draws what was asked for as dashed lines", async () => {
    const strict = { rules_version: "1:age>=18,brightness>=60,sharpness>=45" };
    const looks = "stroke #737373 | stroke-width 1.5 | stroke-dasharray 6,4";
    expect(rules(await drawn(face("a.jpg", strict)))).toEqual([
      `line:  | at (312,0) by (0,340) | ${looks}`,
      `line:  | at (520,187) by (-520,0) | ${looks}`,
    ]);
  });

  it("says of how many faces it shows a sample, and nothing where it shows all", async () => {
    const said = (rows: QualityRow[]) => (quality.spec(rows).title as { subtitle: string[] }).subtitle;
    expect(said([face("a.jpg", { of: 2 })])[1]).toBe("a sample of 1 of 2 faces, every excluded one first");
    expect(said([face("a.jpg", { of: 1 })])).toHaveLength(1);
    expect(said([])).toEqual([]);
  });
});

describe("the numbers beside a chart", () => {
  it("are the thresholds, the strictest first", () => {
    expect(thresholds.numbers?.(PAIRS).slice(0, 2)).toEqual([
      { "threshold (%)": 100, pairs: 0, people: 0, "largest group": 0 },
      { "threshold (%)": 99.95, pairs: 1, people: 1, "largest group": 2 },
    ]);
    expect(thresholdPairs.numbers?.(PAIRS).at(-1)).toEqual({ "threshold (%)": 97.5, pairs: 3 });
  });

  it("are the faces' own measures, nothing that only the drawing needs", () => {
    const { rules_version: _, of: __, ...measures } = DARK;
    expect(quality.numbers?.([DARK])).toEqual([measures]);
  });
});

describe("the pose chart", () => {
  const angles = (yaw: number, pitch: number) => {
    const spec = pose.spec([{ photo: "a.jpg", yaw, pitch, roll: 0, kept: true }]) as unknown as {
      encoding: Record<"x" | "y", { scale: { domain: number[] }; axis: { values: number[] } }>;
    };
    const { x, y } = spec.encoding;
    expect(y.scale).toEqual(x.scale);
    return [x.scale.domain, x.axis.values];
  };

  it("is as wide as the widest angle, and 90 degrees at least", () => {
    const right = [-90, -60, -30, 0, 30, 60, 90];
    expect(angles(89, 0)).toEqual([[-96, 96], right]);
    expect(angles(0, -119)).toEqual([[-125, 125], right]);
    expect(angles(-120, 7)).toEqual([
      [-126, 126],
      [-120, ...right, 120],
    ]);
  });
});

describe("the chart of who appears with whom", () => {
  const looks = (rows: number) => {
    const people = Array.from({ length: rows }, (_, i) => ({ person: `P${i}`, other: "Ada", photos: i }));
    return together.spec(people) as unknown as { width: object; height: object };
  };

  it("has smaller fields for more people, within bounds", () => {
    for (const [people, step] of Object.entries({ 0: 64, 6: 64, 8: 50, 10: 40, 20: 40 })) {
      expect(looks(Number(people))).toMatchObject({ width: { step }, height: { step } });
    }
  });
});

describe("the axis of counts", () => {
  it("is told its ticks up to five, and finds them itself above", () => {
    expect(countAxis(0)).toEqual({ tickMinStep: 1, format: ",d", values: [0] });
    expect(countAxis(5)).toEqual({ tickMinStep: 1, format: ",d", values: [0, 1, 2, 3, 4, 5] });
    expect(countAxis(6)).toEqual({ tickMinStep: 1, format: ",d" });
  });

  it("reaches the highest of the counts, or of their stacks", () => {
    const stack = (rows: AgeRow[]) =>
      highestStack(
        rows,
        ({ age }) => age,
        ({ faces }) => faces,
      );
    expect([stack(AGES), stack([]), highestOf([2, 3, 1]), highestOf([])]).toEqual([4, 0, 3, 0]);
  });
});

describe("outcomeInWords", () => {
  it("says kept, the reason, or a reason it does not know as it is", () => {
    expect(outcomeInWords("DONE", null)).toBe("kept");
    expect(outcomeInWords("REJECTED", "NoFaceError")).toBe("no face found");
    expect(outcomeInWords("REJECTED", "ForgottenError")).toBe("erased on request");
    expect(outcomeInWords("REJECTED", "SomethingNew")).toBe("SomethingNew");
    expect(outcomeInWords("REJECTED", null)).toBe("rejected");
    expect(outcomeInWords("FAILED", "AccessDenied")).toBe("failed");
    expect(outcomeInWords("DUPLICATE", null)).toBe("same bytes as another photo");
    expect(outcomeInWords("DONE", "NoFaceError")).toBe("kept");
  });
});
