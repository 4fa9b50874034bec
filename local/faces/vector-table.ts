import { OWN_FIT, reachOf, reachPerDoubt, similarity } from "./similarity.ts";

export interface Neighbour {
  slot: number;
  /** Percent. */
  similarity: number;
}

/** Rows per block: half a megabyte, so that growing copies nothing and a block fits the cache. */
const BLOCK_ROWS = 1024;
/** Numbers compared before the sum is looked at. */
const STEP = 16;
/** Sums in another order differ in their last bits: a little more is let through, then compared exactly. */
const SLACK = 1 + 1e-9;

/** Descriptors in slots 0, 1, 2 …, in flat blocks of numbers. A slot without a descriptor is never found. */
export class VectorTable {
  readonly #blocks: Float32Array[] = [];
  #width = 0;
  #length = 0;

  /** Slots, the empty ones too. */
  get length(): number {
    return this.#length;
  }

  /** Numbers per descriptor; 0 while there is none. */
  get width(): number {
    return this.#width;
  }

  /** @throws RangeError for a descriptor of another length than the first */
  add(descriptor: Float32Array | undefined): void {
    const width = descriptor?.length ?? this.#width;
    if (this.#width === 0 && width > 0) this.#begin(width);
    if (width !== this.#width)
      throw new RangeError(`A descriptor here has ${this.#width} numbers, this one has ${width}`);
    const slot = this.#length++;
    if (width === 0) return;
    this.#makeRoom(this.#length);
    if (descriptor) this.#row(slot).set(descriptor);
    else this.clear(slot);
  }

  /** The descriptor itself, not a copy. */
  get(slot: number): Float32Array | undefined {
    if (this.#width === 0) return undefined;
    const row = this.#row(slot);
    return Number.isNaN(row[this.#width - 1]) ? undefined : row;
  }

  /** Overwrites the numbers: they are somebody's face. */
  clear(slot: number): void {
    if (this.#width > 0) this.#row(slot).fill(0).fill(Number.NaN, -1);
  }

  /** Takes this many slots at once, to be filled through `blocks`. */
  reserve(width: number, length: number): void {
    this.#width = width;
    this.#length = length;
    this.#makeRoom(length);
  }

  /** The filled part of each block, in order of the slots. */
  *blocks(): Iterable<Float32Array> {
    for (let first = 0; first < this.#length && this.#width > 0; first += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, this.#length - first);
      yield this.#blocks[first / BLOCK_ROWS]!.subarray(0, rows * this.#width);
    }
  }

  /**
   * The `most` slots most like the probe of those that are at least `threshold` percent alike, best first; of equals
   * the first. Looks at every face, but at no more of it than shows that it is too far away.
   */
  nearest(
    probe: Float32Array,
    threshold: number,
    most = Number.POSITIVE_INFINITY,
    fit = OWN_FIT,
  ): Neighbour[] {
    if (this.#width === 0 || most < 1) return [];
    let found: Neighbour[] = [];
    const limit = { percent: threshold, reach: reachOf(threshold, fit), perDoubt: reachPerDoubt(fit) };
    const best = () => {
      found = found.sort((a, b) => b.similarity - a.similarity || a.slot - b.slot).slice(0, most);
      const worst = found[most - 1];
      if (worst && worst.similarity > limit.percent) {
        limit.percent = worst.similarity;
        limit.reach = reachOf(worst.similarity, fit);
      }
    };
    let first = 0;
    for (const block of this.blocks()) {
      scan(block, this.#width, probe, limit, (row, descriptor) => {
        const percent = similarity(probe, descriptor, fit);
        if (percent < limit.percent) return;
        found.push({ slot: first + row, similarity: percent });
        if (found.length >= 2 * most) best();
      });
      first += BLOCK_ROWS;
    }
    best();
    return found;
  }

  #begin(width: number): void {
    this.reserve(width, this.#length);
    for (let slot = 0; slot < this.#length; slot++) this.clear(slot);
  }

  #row(slot: number): Float32Array {
    const start = (slot % BLOCK_ROWS) * this.#width;
    return this.#blocks[Math.floor(slot / BLOCK_ROWS)]!.subarray(start, start + this.#width);
  }

  #makeRoom(length: number): void {
    while (this.#width > 0 && this.#blocks.length * BLOCK_ROWS < length)
      this.#blocks.push(new Float32Array(BLOCK_ROWS * this.#width));
  }
}

/** Calls back for the rows within reach. The last number of a row is its doubt; NaN is in nobody's reach. */
function scan(
  block: Float32Array,
  width: number,
  probe: Float32Array,
  limit: { readonly reach: number; readonly perDoubt: number },
  onNear: (row: number, descriptor: Float32Array) => void,
): void {
  const compared = width - 1;
  const perDoubt = limit.perDoubt * probe[compared]!;
  for (let start = 0; start < block.length; start += width) {
    const reach = limit.reach - perDoubt * block[start + compared]!;
    if (!(reach >= 0)) continue;
    const most = reach * reach * SLACK;
    let sum = 0;
    for (let i = 0; i < compared && sum <= most; ) {
      for (const end = Math.min(i + STEP, compared); i < end; i++) {
        const difference = probe[i]! - block[start + i]!;
        sum += difference * difference;
      }
    }
    if (sum <= most) onNear(start / width, block.subarray(start, start + width));
  }
}
