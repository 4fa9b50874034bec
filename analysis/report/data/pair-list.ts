/** Pairs of places with a similarity in hundredths of a percent, in twelve bytes each. */
export class PairList {
  #numbers = new Int32Array(3 * 1024);
  #length = 0;

  add(a: number, b: number, hundredths: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = a;
    this.#numbers[this.#length++] = b;
    this.#numbers[this.#length++] = hundredths;
  }

  /**
   * For a face, from whichever side a pair was added: each other place once and its highest similarity, in turn, the
   * most similar first.
   */
  byFace(faces: number): (place: number) => number[] {
    const numbers = this.#numbers.subarray(0, this.#length);
    const first = new Int32Array(faces + 1);
    for (let i = 0; i < numbers.length; i += 3) {
      first[numbers[i]! + 1]! += 1;
      first[numbers[i + 1]! + 1]! += 1;
    }
    for (let place = 0; place < faces; place++) first[place + 1]! += first[place]!;
    const keys = new Float64Array(first[faces]!);
    const next = first.slice();
    const put = (one: number, other: number, hundredths: number) => {
      keys[next[one]!++] = (HIGHEST - hundredths) * PLACES + other;
    };
    for (let i = 0; i < numbers.length; i += 3) {
      put(numbers[i]!, numbers[i + 1]!, numbers[i + 2]!);
      put(numbers[i + 1]!, numbers[i]!, numbers[i + 2]!);
    }
    return (place) => listed(keys.subarray(first[place]!, first[place + 1]!).sort());
  }
}

/** A key sorts by similarity, highest first, then by place: both fit the 53 bits of a number. */
const HIGHEST = 10_000;
const PLACES = 2 ** 32;

function listed(sorted: Float64Array): number[] {
  const list: number[] = [];
  const seen = new Set<number>();
  for (const key of sorted) {
    const other = key % PLACES;
    if (seen.has(other)) continue;
    seen.add(other);
    list.push(other, HIGHEST - Math.floor(key / PLACES));
  }
  return list;
}
