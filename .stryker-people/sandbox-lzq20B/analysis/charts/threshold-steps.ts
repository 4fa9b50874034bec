// @ts-nocheck
export interface PairRow {
  a: string;
  b: string;
  /** 0 to 100. */
  similarity: number;
}

export interface ThresholdStep {
  /** Percent; pairs at least this similar are joined. */
  threshold: number;
  pairs: number;
  /** Groups of two faces and more. */
  people: number;
  /** Faces in the largest group. */
  largest: number;
}

/**
 * What each threshold would join, from the loosest that the pairs reach to 100. There is a step at every half percent
 * and wherever a pair is lost, so that between two steps the numbers of the upper one hold. Faces are joined by any
 * chain of pairs (single linkage), the most that a threshold can merge.
 */
export function thresholdSteps(pairs: readonly PairRow[]): ThresholdStep[] {
  const sorted = [...pairs].sort((x, y) => y.similarity - x.similarity);
  const groups = new Groups();
  const steps: ThresholdStep[] = [];
  let taken = 0;
  for (const threshold of thresholdsOf(sorted)) {
    while (taken < sorted.length && sorted[taken]!.similarity >= threshold) {
      groups.join(sorted[taken]!.a, sorted[taken]!.b);
      taken++;
    }
    steps.push({ threshold, pairs: taken, people: groups.count, largest: groups.largest });
  }
  return steps.reverse();
}

/** Descending. @param sorted the most similar first */
function thresholdsOf(sorted: readonly PairRow[]): number[] {
  const least = sorted.at(-1);
  if (!least) return [];
  // Counted in hundredths, so that thresholds are the numbers one would type.
  const found = new Set(sorted.map(({ similarity }) => below(similarity)));
  const lowest = Math.floor(below(least.similarity) / HALF) * HALF;
  for (let threshold = 100 * 100; threshold >= lowest; threshold -= HALF) found.add(threshold);
  return [...found].sort((x, y) => y - x).map((threshold) => threshold / 100);
}

const HALF = 50;
/** Similarities crowd near 100, where hundredths count; elsewhere tenths are as fine as thresholds are. */
const FINE_FROM = 99 * 100;

/** The closest threshold, in hundredths, that lets this similarity through. */
function below(similarity: number): number {
  // 98.7 * 100 is a little less than 9870.
  const hundredths = Math.floor(similarity * 100 + 1e-6);
  return hundredths >= FINE_FROM ? hundredths : Math.floor(hundredths / 10) * 10;
}

/** Disjoint sets with union by size and path halving. */
class Groups {
  count = 0;
  largest = 0;
  #parent = new Map<string, string>();
  #size = new Map<string, number>();

  join(a: string, b: string): void {
    let [x, y] = [this.#root(a), this.#root(b)];
    if (x === y) return;
    const [sizeX, sizeY] = [this.#size.get(x) ?? 1, this.#size.get(y) ?? 1];
    if (sizeX < sizeY) [x, y] = [y, x];
    this.#parent.set(y, x);
    this.#size.set(x, sizeX + sizeY);
    this.count += sizeX === 1 && sizeY === 1 ? 1 : sizeX > 1 && sizeY > 1 ? -1 : 0;
    this.largest = Math.max(this.largest, sizeX + sizeY);
  }

  #root(face: string): string {
    let at = face;
    for (;;) {
      const parent = this.#parent.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parent.get(parent) ?? parent;
      this.#parent.set(at, above);
      at = above;
    }
  }
}
