interface Offer {
  score: number;
  a: number;
  b: number;
  version: number;
}

/** Offers to join two clusters, best first; outdated ones are skipped when they come up instead of being searched for. */
export class LazyHeap {
  readonly #offers: Offer[] = [];

  push(score: number, a: number, b: number, version: number): void {
    this.#offers.push({ score, a, b, version });
    this.#up(this.#offers.length - 1);
  }

  /** The best pair that is still valid; undefined when none is left. */
  pop(isValid: (a: number, b: number, version: number) => boolean): [number, number] | undefined {
    const offers = this.#offers;
    while (offers.length > 0) {
      const { a, b, version } = offers[0]!;
      const last = offers.pop()!;
      if (offers.length > 0) {
        offers[0] = last;
        this.#down(0);
      }
      if (isValid(a, b, version)) return [a, b];
    }
    return undefined;
  }

  /** Ties go to the earlier faces, so that nothing depends on the order of the offers. */
  #isAbove(i: number, j: number): boolean {
    const [x, y] = [this.#offers[i]!, this.#offers[j]!];
    if (x.score !== y.score) return x.score > y.score;
    return x.a < y.a || (x.a === y.a && x.b < y.b);
  }

  #swap(i: number, j: number): void {
    [this.#offers[i], this.#offers[j]] = [this.#offers[j]!, this.#offers[i]!];
  }

  #up(at: number): void {
    for (let i = at; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.#isAbove(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #down(at: number): void {
    for (let i = at; ; ) {
      let best = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.#offers.length && this.#isAbove(child, best)) best = child;
      }
      if (best === i) return;
      this.#swap(i, best);
      i = best;
    }
  }
}
