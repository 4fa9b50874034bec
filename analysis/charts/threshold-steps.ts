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
 * What each threshold would join, from the strictest to the loosest that the pairs reach, in steps of `step`
 * percent. Faces are joined by any chain of pairs (single linkage), the most that a threshold can merge.
 */
export function thresholdSteps(pairs: readonly PairRow[], step = 0.5): ThresholdStep[] {
  if (pairs.length === 0) return [];
  const sorted = [...pairs].sort((x, y) => y.similarity - x.similarity);
  const lowest = Math.floor(sorted.at(-1)!.similarity / step) * step;
  const groups = new Groups();
  const steps: ThresholdStep[] = [];
  let taken = 0;
  const count = Math.round((100 - lowest) / step);
  for (let index = 0; index <= count; index++) {
    const threshold = 100 - index * step;
    while (taken < sorted.length && sorted[taken]!.similarity >= threshold) {
      groups.join(sorted[taken]!.a, sorted[taken]!.b);
      taken++;
    }
    steps.push({ threshold, pairs: taken, people: groups.count, largest: groups.largest });
  }
  return steps.reverse();
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
