import { type Interval, wilson } from "../../analysis/calibrate/wilson.ts";
import type { KnownPair } from "./pairs.ts";

/** Percent. */
export const THRESHOLDS = [50, 60, 70, 80, 90, 95, 99];

export interface VerifiedPair extends KnownPair {
  /** Percent; 0 where one of the photos shows no face that can be described. */
  similarity: number;
}

export interface Verified {
  pairs: number;
  rows: { threshold: number; accuracy: Interval; misses: Interval; falseMatches: Interval }[];
  /** Different people that are most alike, and one person's photos that are least alike. */
  hardest: { different: VerifiedPair[]; same: VerifiedPair[] };
}

/** Error rates by threshold with 95 % Wilson intervals, and the pairs that are hardest. Holds no more than it shows. */
export function verify(
  pairs: Iterable<KnownPair>,
  similarityOf: (pair: KnownPair) => number,
  most = 24,
): Verified {
  const [same, different] = [new Tally(most, -1), new Tally(most, 1)];
  for (const pair of pairs) {
    (pair.same ? same : different).add({ ...pair, similarity: similarityOf(pair) });
  }
  return {
    pairs: same.count + different.count,
    rows: THRESHOLDS.map((threshold, i) => {
      const [missed, matched] = [same.count - same.reached[i]!, different.reached[i]!];
      const right = same.count + different.count - missed - matched;
      return {
        threshold,
        accuracy: wilson(right, same.count + different.count),
        misses: wilson(missed, same.count),
        falseMatches: wilson(matched, different.count),
      };
    }),
    hardest: { same: same.hardest, different: different.hardest },
  };
}

/** Counts pairs by the thresholds that they reach, and keeps the hardest: most alike first, or least. */
class Tally {
  count = 0;
  readonly reached = THRESHOLDS.map(() => 0);
  readonly hardest: VerifiedPair[] = [];
  readonly #most: number;
  readonly #sign: 1 | -1;

  constructor(most: number, sign: 1 | -1) {
    this.#most = most;
    this.#sign = sign;
  }

  add(pair: VerifiedPair): void {
    this.count += 1;
    for (const [i, threshold] of THRESHOLDS.entries())
      if (pair.similarity >= threshold) this.reached[i]! += 1;
    const rank = ({ similarity }: VerifiedPair) => -this.#sign * similarity;
    const last = this.hardest.at(-1);
    if (this.hardest.length === this.#most && last && rank(pair) >= rank(last)) return;
    const after = this.hardest.findIndex((other) => rank(other) > rank(pair));
    this.hardest.splice(after < 0 ? this.hardest.length : after, 0, pair);
    if (this.hardest.length > this.#most) this.hardest.pop();
  }
}

/** The table as text. */
export function tableOf({ rows }: Verified): string[] {
  const shown = ({ events, of, rate, low, high }: Interval) =>
    `${events} of ${of}: ${percent(rate)} (${percent(low)} to ${percent(high)})`;
  const cells = rows.map(({ threshold, accuracy, misses, falseMatches }) => [
    `${threshold} %`,
    `${percent(accuracy.rate)} (${percent(accuracy.low)} to ${percent(accuracy.high)})`,
    shown(misses),
    shown(falseMatches),
  ]);
  const table = [["at", "accuracy", "misses", "false matches"], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd(),
  );
}

export const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
