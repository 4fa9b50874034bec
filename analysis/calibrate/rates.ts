import { type Interval, wilson, Z } from "./wilson.ts";

/** Two faces of which it is known whether they are one person, and how similar a search found them. */
export interface LabelledPair {
  same: boolean;
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
  /** The lowest threshold that keeps false matches within the wish; undefined if none does. */
  threshold?: number;
  rates?: ErrorRates;
  /** Whether even the upper end of the interval is within the wish: the pairs at hand prove it. */
  proven: boolean;
  /** Pairs of two people, without one false match, that would be needed to prove the wish. */
  pairsNeeded: number;
}

/**
 * The lowest threshold whose observed rate of false matches is at most `maxFmr` (0 to 1): lower finds more faces,
 * higher only adds false non-matches.
 */
export function recommend({ rates }: Calibration, maxFmr: number): Recommendation {
  // The Wilson upper bound with no event is z²/(n + z²).
  const pairsNeeded = Math.ceil((Z * Z * (1 - maxFmr)) / maxFmr);
  const wanted = rates.find(({ falseMatch }) => falseMatch.of > 0 && falseMatch.rate <= maxFmr);
  if (!wanted) return { proven: false, pairsNeeded };
  return {
    threshold: wanted.threshold,
    rates: wanted,
    proven: wanted.falseMatch.high <= maxFmr,
    pairsNeeded,
  };
}
