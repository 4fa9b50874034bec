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
