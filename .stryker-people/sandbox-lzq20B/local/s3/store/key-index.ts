// @ts-nocheck
import { compareKeys } from "./key-order.ts";

/**
 * A map that can also give its keys in S3's order. Writes only note what changed; the order is repaired, in one
 * pass, when it is next asked for: a bucket is mostly filled first and listed afterwards.
 */
export class KeyIndex<T> {
  readonly #values = new Map<string, T>();
  readonly #added = new Set<string>();
  #hasRemoved = false;
  #sorted: string[] = [];

  get size(): number {
    return this.#values.size;
  }

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  set(key: string, value: T): void {
    if (!this.#values.has(key)) this.#added.add(key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return;
    // A key that was never in the sorted list needs no removal from it.
    if (!this.#added.delete(key)) this.#hasRemoved = true;
  }

  /** All keys in order; the list given out stays as it is when keys come and go. */
  sortedKeys(): readonly string[] {
    if (this.#hasRemoved) {
      // A key removed and added again is in both: it goes here, and comes back below.
      this.#sorted = this.#sorted.filter((key) => this.#values.has(key) && !this.#added.has(key));
      this.#hasRemoved = false;
    }
    if (this.#added.size > 0) {
      const added = [...this.#added].sort(compareKeys);
      this.#added.clear();
      this.#sorted = this.#sorted.length === 0 ? added : merge(this.#sorted, added);
    }
    return this.#sorted;
  }
}

function merge(a: readonly string[], b: readonly string[]): string[] {
  const merged: string[] = [];
  let j = 0;
  for (const key of a) {
    while (j < b.length && compareKeys(b[j]!, key) < 0) merged.push(b[j++]!);
    merged.push(key);
  }
  while (j < b.length) merged.push(b[j++]!);
  return merged;
}
