import type { Calibration, ErrorRates, Recommendation } from "./rates.ts";
import type { Interval } from "./wilson.ts";

const share = (value: number) => `${(100 * value).toFixed(value > 0 && value < 0.001 ? 3 : 1)} %`;
const interval = ({ rate, low, high }: Interval) =>
  `${share(rate).padStart(7)} (${share(low)} to ${share(high)})`.padEnd(28);

/** Thresholds that are printed; the chart and --json have all. */
const PRINTED = [0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 97, 98, 99, 99.5];

export function calibrationLines(
  calibration: Calibration,
  recommendation: Recommendation,
  maxFmr: number,
): string[] {
  const { samePairs, differentPairs, unknownPairs, censoredPairs, lowestThreshold, rates } = calibration;
  const { threshold, proven, pairsNeeded } = recommendation;
  const shown = rates.filter((row) => PRINTED.includes(row.threshold) || row.threshold === threshold);
  return [
    `${samePairs} pairs of one person, ${differentPairs} pairs of two people.`,
    ...(unknownPairs > 0 ? [`${unknownPairs} pairs were never searched and are left out.`] : []),
    ...(lowestThreshold > 0
      ? [
          `${censoredPairs} pairs were not found by searches down to ${lowestThreshold} %: below that threshold nothing is known ` +
            "(--search looks further down).",
        ]
      : []),
    "",
    "threshold  false matches                false non-matches",
    ...shown.map((row) => rateLine(row, threshold)),
    "",
    threshold === undefined
      ? `No threshold keeps false matches within ${share(maxFmr)}.`
      : `Recommended: ${threshold} %, the lowest threshold with at most ${share(maxFmr)} false matches here.`,
    ...(threshold !== undefined && !proven
      ? [
          `These pairs do not prove it: that takes ${pairsNeeded} or more pairs of two people without a false match.`,
        ]
      : []),
    "The intervals take pairs for independent; with few people the truth may lie further off.",
  ];
}

function rateLine({ threshold, falseMatch, falseNonMatch }: ErrorRates, recommended?: number): string {
  const mark = threshold === recommended ? "  <" : "";
  return (
    `${`${threshold} %`.padStart(9)}  ${interval(falseMatch)} ${interval(falseNonMatch)}`.trimEnd() + mark
  );
}
