import { expect, it } from "vitest";
import { logOdds, refit } from "../../analysis/calibrate/fit-similarity.ts";

const after = (percent: number, { factor, shift }: ReturnType<typeof refit>) =>
  100 / (1 + Math.exp(-(factor * logOdds(percent) + shift)));
/** Scores evenly along a line of log odds, as percents. */
const spread = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => 100 / (1 + Math.exp(-(from + ((to - from) * i) / (count - 1)))));

it("puts 80 % where one in a thousand pairs of two people would pass", () => {
  const different = spread(-8, 3, 5000);
  const fit = refit(spread(1, 9, 400), different);
  expect(different.filter((percent) => after(percent, fit) >= 80)).toHaveLength(5);
  expect(fit.shift).toBeCloseTo(
    logOdds(80) - fit.factor * logOdds([...different].sort((a, b) => b - a)[5]!),
    6,
  );
});

it("puts it above all of them where there are fewer", () => {
  const different = spread(-8, 3, 300);
  const fit = refit(spread(1, 9, 40), different);
  expect(Math.max(...different.map((percent) => after(percent, fit)))).toBeLessThan(80);
  expect(after(100 / (1 + Math.exp(-3.1)), fit)).toBeGreaterThan(80);
});

it("keeps the order, and stays finite where the two kinds do not touch or numbers round to 0 and 100", () => {
  const fit = refit([99.99, 100, 100], [0, 0, 1e-9]);
  expect(fit.factor).toBeGreaterThan(0);
  expect(Number.isFinite(fit.factor) && Number.isFinite(fit.shift)).toBe(true);
});

it("finds the same percents again, however the scale was stretched and moved before", () => {
  const [same, different] = [spread(-1, 9, 300), spread(-8, 3, 3000)];
  const moved = (percents: number[]) => percents.map((p) => 100 / (1 + Math.exp(-(0.4 * logOdds(p) - 2))));
  const [fit, other] = [refit(same, different), refit(moved(same), moved(different))];
  for (const percent of spread(-6, 6, 9)) {
    expect(after(moved([percent])[0]!, other)).toBeCloseTo(after(percent, fit), 3);
  }
});

/** Platt's loss, both kinds of equal weight, of the line with this slope that is moved as well as can be. */
function lossOf(slope: number, same: readonly number[], different: readonly number[]): number {
  const kinds = [
    { scores: same.map(logOdds), target: (same.length + 1) / (same.length + 2) },
    { scores: different.map(logOdds), target: 1 / (different.length + 2) },
  ];
  const loss = (intercept: number) => {
    let sum = 0;
    for (const { scores, target } of kinds) {
      for (const score of scores) {
        const line = slope * score + intercept;
        sum += (Math.log1p(Math.exp(-Math.abs(line))) + Math.max(line, 0) - target * line) / scores.length;
      }
    }
    return sum;
  };
  let [low, high] = [-200, 200];
  while (high - low > 1e-10) {
    const third = (high - low) / 3;
    if (loss(low + third) < loss(high - third)) high -= third;
    else low += third;
  }
  return loss((low + high) / 2);
}

it.each([
  ["kinds that overlap", spread(-1, 9, 50), spread(-8, 3, 700)],
  ["kinds that overlap far away from the middle", spread(11, 19, 300), spread(9, 14, 40)],
  ["kinds that hardly differ", spread(-0.5, 2, 9), spread(-1, 1, 5)],
  ["kinds that do not touch", spread(4, 6, 30), spread(-9, -5, 8)],
  ["hardly any pairs", [80, 95], [40, 70, 85]],
])("finds the slope of the least loss: %s", (_, same, different) => {
  const { factor } = refit(same, different);
  const best = lossOf(factor, same, different);
  for (const change of [0.99, 0.999, 1.001, 1.01]) {
    expect(lossOf(factor * change, same, different) - best).toBeGreaterThan(0);
  }
});

it("stays level where the different are more alike than the same, or all are equal", () => {
  expect(refit([10, 20, 30], [70, 80, 90]).factor).toBeGreaterThan(0);
  expect(refit([10, 20, 30], [70, 80, 90]).factor).toBeLessThan(0.01);
  expect(refit([50, 50], [50, 50, 50]).factor).toBeGreaterThan(0);
});

it("lets no pair at the bar pass, and the next above it", () => {
  const fit = refit([90, 95, 99], [60, 40, 50]);
  expect(after(60, fit)).toBeLessThan(80);
  expect(after(60, fit)).toBeCloseTo(80, 5);
});
