import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { type Interval, wilson, Z } from "./wilson.ts";

/** Two faces of which it is known whether they are one person, and how similar a search found them. */
export interface LabelledPair {
  same: boolean;
  /** Names the two people; a pair without it counts as two people of its own. */
  between?: string;
  /**
   * Percent. A search says nothing about pairs below its threshold: for those it is undefined, and `below` says
   * where the search stopped looking.
   */
  similarity?: number;
  /** The similarity is known to be less than this, percent. */
  below?: number;
}

export interface ErrorRates {
  threshold: number;
  /** Share of the pairs of two people that would pass for one: similarity >= threshold. */
  falseMatch: Interval;
  /** Share of the pairs of one person that would not: similarity < threshold. */
  falseNonMatch: Interval;
}

export interface Calibration {
  samePairs: number;
  differentPairs: number;
  /** How many pairs of two different people these are between: what the recommendation counts as independent. */
  peoplePairs: number;
  /** Of how many people there are two faces to compare: what the false non-matches rest on. */
  peoplePaired: number;
  /** Pairs that no search saw: they take part in nothing. */
  unknownPairs: number;
  /** Pairs of which only an upper bound is known. */
  censoredPairs: number;
  /** Below this threshold the censored pairs could be on either side, so no rates are given there. */
  lowestThreshold: number;
  rates: ErrorRates[];
}

/** Rates at every whole percent, and at finer steps where Rekognition's similarities crowd. */
export const THRESHOLDS = [
  ...Array.from({ length: 95 }, (_, i) => i),
  ...Array.from({ length: 50 }, (_, i) => 95 + i / 10),
];

/**
 * False-match and false-non-match rates by threshold, each with its 95 % Wilson interval.
 *
 * The intervals take pairs for independent. Pairs that share a face or a person are not quite, so with few people
 * the truth may lie further off than they say.
 */
export function calibrate(pairs: LabelledPair[], thresholds: number[] = THRESHOLDS): Calibration {
  const known = pairs.filter(({ similarity, below }) => similarity !== undefined || below !== undefined);
  const censored = known.filter(({ similarity }) => similarity === undefined);
  const lowestThreshold = censored.reduce((highest, { below }) => Math.max(highest, below!), 0);
  const similarities = (same: boolean) =>
    Float64Array.from(
      known.filter((pair) => pair.same === same),
      // Anything below the lowest threshold counts alike at every threshold that is reported.
      ({ similarity }) => similarity ?? -1,
    ).sort();
  const [same, different] = [similarities(true), similarities(false)];
  return {
    samePairs: same.length,
    differentPairs: different.length,
    peoplePairs: namesOf(known, false),
    peoplePaired: namesOf(known, true),
    unknownPairs: pairs.length - known.length,
    censoredPairs: censored.length,
    lowestThreshold,
    rates: thresholds
      .filter((threshold) => threshold >= lowestThreshold)
      .map((threshold) => ({
        threshold,
        falseMatch: wilson(different.length - countBelow(different, threshold), different.length),
        falseNonMatch: wilson(countBelow(same, threshold), same.length),
      })),
  };
}

const namesOf = (pairs: LabelledPair[], same: boolean): number =>
  new Set(pairs.flatMap((pair, i) => (pair.same === same ? [pair.between ?? i] : []))).size;

/** Under this many people, rates tell more of them than of faces. */
export const FEW_PEOPLE = 5;

/** How many of the ascending values are less than `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Recommendation {
  /** The lowest threshold that the pairs support; the default where there is none. */
  threshold: number;
  /** Whether the promise holds: with 95 % confidence, no more false matches than wished. */
  isSupported: boolean;
  rates?: ErrorRates;
  /** Pairs of two people, without one false match, that the promise takes. */
  pairsNeeded: number;
  /** How many people that is: each two of them are a pair. */
  peopleNeeded: number;
}

/**
 * The lowest threshold at which false matches can be promised to be at most `maxFmr` (0 to 1): lower finds more faces,
 * higher only adds false non-matches.
 *
 * A promise needs more than a rate that was seen: 0 of 10 may be 28 %. Nor are many photos of the same two people many
 * pairs: they are alike or not for the same reasons. So the upper end of Wilson's interval must be within the wish,
 * with no more independent pairs than there are pairs of two different people.
 */
export function recommend({ rates, peoplePairs }: Calibration, maxFmr: number): Recommendation {
  // The Wilson upper bound with no event is z²/(n + z²).
  const pairsNeeded = Math.ceil((Z * Z * (1 - maxFmr)) / maxFmr);
  const peopleNeeded = Math.ceil((1 + Math.sqrt(1 + 8 * pairsNeeded)) / 2);
  const isPromised = ({ falseMatch: { rate, of } }: ErrorRates) => {
    const independent = Math.min(of, peoplePairs);
    return of > 0 && wilson(rate * independent, independent).high <= maxFmr;
  };
  const wanted = rates.find(isPromised);
  const needed = { pairsNeeded, peopleNeeded };
  if (!wanted) return { threshold: DEFAULT_THRESHOLD, isSupported: false, ...needed };
  return { threshold: wanted.threshold, isSupported: true, rates: wanted, ...needed };
}
