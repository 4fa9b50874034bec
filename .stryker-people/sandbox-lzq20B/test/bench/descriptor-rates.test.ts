// @ts-nocheck
import { expect, it } from "vitest";
import { errorsAt, zNormed } from "../../bench/descriptors/rates.ts";

const SAME = [true, true, true, true];

it("counts the misses at each share of false matches; a tie with the bar does not pass", () => {
  const different = Array.from({ length: 1000 }, (_, i) => i / 1000);
  const scores = [...different, 2, 0.9985, 0.99, 0.5];
  const labels = [...different.map(() => false), ...SAME];
  // Of 1,000 pairs 10, 1 and none may pass: the bars are 0.989, 0.998 and 0.999.
  expect(errorsAt(scores, labels)).toEqual([
    { falseRate: 0.01, missed: 1, of: 4 },
    { falseRate: 0.001, missed: 2, of: 4 },
    { falseRate: 0.0001, missed: 3, of: 4 },
  ]);
});

it("norms scores by the different pairs alone", () => {
  expect(zNormed([1, 3, 6], [false, false, true])).toEqual([-1, 1, 4]);
});
