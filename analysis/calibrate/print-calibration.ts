import { counted } from "../../core/counted.ts";
import { type Calibration, type ErrorRates, FEW_PEOPLE, type Recommendation } from "./rates.ts";
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
  const { threshold } = recommendation;
  const shown = rates.filter((row) => PRINTED.includes(row.threshold) || row.threshold === threshold);
  return [
    `${counted(samePairs, "pair")} of one person, ${counted(differentPairs, "pair")} of two people.`,
    ...fewPeopleLines(calibration),
    ...(unknownPairs > 0 ? [`${counted(unknownPairs, "pair")} never searched and left out.`] : []),
    ...(censoredPairs > 0
      ? [
          `${counted(censoredPairs, "pair")} not found by searches down to ${lowestThreshold} %: below that threshold nothing is known ` +
            "(--search looks further down).",
        ]
      : []),
    "",
    "threshold  false matches                false non-matches",
    ...shown.map((row) => rateLine(row, threshold)),
    "",
    ...recommendationLines(calibration, recommendation, maxFmr),
    "The intervals take pairs for independent; with few people the truth may lie further off.",
  ];
}

/** Of file names that number the photos, such as sample1.jpg and sample2.jpg, all photos are of one "person". */
function fewPeopleLines({ peoplePaired, peoplePairs }: Calibration): string[] {
  if (peoplePaired >= FEW_PEOPLE && peoplePairs >= pairsOf(FEW_PEOPLE)) return [];
  return [
    `The rates below mean little: they rest on ${counted(peoplePaired, "person", "people")} with two faces or more and ` +
      `${counted(peoplePairs, "pair")} of different people, where ${FEW_PEOPLE} and ${pairsOf(FEW_PEOPLE)} are the least; give a folder with one folder per person.`,
  ];
}

const pairsOf = (people: number) => (people * (people - 1)) / 2;

function rateLine({ threshold, falseMatch, falseNonMatch }: ErrorRates, recommended?: number): string {
  const mark = threshold === recommended ? "  <" : "";
  return (
    `${`${threshold} %`.padStart(9)}  ${interval(falseMatch)} ${interval(falseNonMatch)}`.trimEnd() + mark
  );
}

function recommendationLines(
  { peoplePairs }: Calibration,
  { threshold, isSupported, pairsNeeded, peopleNeeded }: Recommendation,
  maxFmr: number,
): string[] {
  if (isSupported) {
    return [
      `Recommended: ${threshold} %, the lowest threshold that promises at most ${share(maxFmr)} false matches (95 % confidence, ${counted(peoplePairs, "pair")} of people).`,
    ];
  }
  if (peoplePairs >= pairsNeeded) {
    return [
      `Keep ${threshold} %, the default: no threshold promises at most ${share(maxFmr)} false matches here.`,
    ];
  }
  return [
    `Keep ${threshold} %, the default: ${counted(peoplePairs, "pair")} of people cannot promise at most ${share(maxFmr)} false matches.`,
    `That takes ${pairsNeeded} pairs of people without a false match, as ${peopleNeeded} labelled people give: ${pairsNeeded - peoplePairs} pairs more.`,
  ];
}
