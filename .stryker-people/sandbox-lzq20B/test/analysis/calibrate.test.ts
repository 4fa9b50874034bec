// @ts-nocheck
import { describe, expect, it } from "vitest";
import { calibrationLines } from "../../analysis/calibrate/print-calibration.ts";
import { calibrate, type LabelledPair, recommend } from "../../analysis/calibrate/rates.ts";
import { pairsOf } from "../../analysis/calibrate/read-pairs.ts";
import { wilson } from "../../analysis/calibrate/wilson.ts";
import { errorRatesSpec } from "../../analysis/charts/error-rates.ts";
import { renderSvg } from "../../analysis/charts/render-svg.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";

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
