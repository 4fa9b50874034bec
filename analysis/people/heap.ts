interface Entry<T> {
  score: number;
  /** Ties go to the earlier entry, so that the result does not depend on the heap's shape. */
  order: number;
  version: number;
  value: T;
}

/** A maximum heap whose outdated entries are skipped when they come up instead of being searched for. */
export class LazyHeap<T> {
  private readonly entries: Entry<T>[] = [];
  private pushed = 0;

  push(score: number, value: T, version: number): void {
    this.entries.push({ score, value, version, order: this.pushed++ });
    this.up(this.entries.length - 1);
  }

  /** The value of the highest score that is still valid; undefined when none is left. */
  pop(isValid: (value: T, version: number) => boolean): T | undefined {
    while (this.entries.length > 0) {
      const top = this.entries[0]!;
      const last = this.entries.pop()!;
      if (this.entries.length > 0) {
        this.entries[0] = last;
        this.down(0);
      }
      if (isValid(top.value, top.version)) return top.value;
    }
    return undefined;
  }

  private above(a: number, b: number): boolean {
    const [x, y] = [this.entries[a]!, this.entries[b]!];
    return x.score > y.score || (x.score === y.score && x.order < y.order);
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b]!, this.entries[a]!];
  }

  private up(at: number): void {
    for (let i = at; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.above(i, parent)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private down(at: number): void {
    for (let i = at; ; ) {
      let best = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.entries.length && this.above(child, best)) best = child;
      }
      if (best === i) return;
      this.swap(i, best);
      i = best;
    }
  }
}
