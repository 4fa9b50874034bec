import { OWN_FIT, radiusOf, radiusPerDoubt, similarity } from "../similarity.ts";
import { BLOCK_ROWS, MAX_ROWS, RadiusScan } from "./radius-scan.ts";

export interface Neighbour {
  slot: number;
  /** Percent. */
  similarity: number;
}

/** From here on rows are compared exactly, not by distance: so near to 100, a percentage gives no usable distance. */
const ALMOST_SURE = 99.999_999;
/** Rows compared first: their results give a limit for the rest. */
const FIRST_ROWS = 32;

/** Descriptors in slots 0, 1, 2 …. A slot without a descriptor is never found. */
export class VectorTable {
  /** Of {@link MAX_ROWS} rows each. */
  readonly #parts: RadiusScan[] = [];
  #width = 0;
  #length = 0;

  /** With descriptors that `read` fills in, block after block, numbers and doubts in a row. */
  static read(width: number, length: number, read: (block: Float32Array) => unknown): VectorTable {
    const table = new VectorTable();
    table.#width = width;
    table.#length = length;
    table.#reserve(length);
    const block = new Float32Array(BLOCK_ROWS * width);
    for (let first = 0; first < length && width > 0; first += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, length - first);
      read(block.subarray(0, rows * width));
      for (let row = 0; row < rows; row++)
        table.#set(first + row, block.subarray(row * width, (row + 1) * width));
    }
    return table;
  }

  /** Slots, the empty ones too. */
  get length(): number {
    return this.#length;
  }

  /** Numbers per descriptor, the doubt among them; 0 while there is none. */
  get width(): number {
    return this.#width;
  }

  /** @throws RangeError for a descriptor of another length than the first */
  add(descriptor: Float32Array | undefined): void {
    const width = descriptor?.length ?? this.#width;
    if (this.#width === 0) this.#width = width;
    if (width !== this.#width)
      throw new RangeError(`A descriptor here has ${this.#width} numbers, this one has ${width}`);
    const slot = this.#length++;
    this.#reserve(this.#length);
    if (descriptor) this.#set(slot, descriptor);
  }

  get(slot: number): Float32Array | undefined {
    if (this.#width === 0) return undefined;
    const descriptor = new Float32Array(this.#width);
    return this.#part(slot).get(slot % MAX_ROWS, descriptor) ? descriptor : undefined;
  }

  /** Overwrites the numbers: they are somebody's face. */
  clear(slot: number): void {
    if (this.#width > 0) this.#part(slot).clear(slot % MAX_ROWS);
  }

  /** Descriptors in a row, block after block, in order of the slots; those that are missing end with NaN. */
  *blocks(): Iterable<Float32Array> {
    for (let first = 0; first < this.#length && this.#width > 0; first += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, this.#length - first);
      const block = new Float32Array(rows * this.#width);
      for (let row = 0; row < rows; row++)
        this.#part(first).get(
          (first + row) % MAX_ROWS,
          block.subarray(row * this.#width, (row + 1) * this.#width),
        );
      yield block;
    }
  }

  /**
   * The `most` slots most like the probe of those that are at least `threshold` percent alike, best first; of equals
   * the first. Exact: every face that may be among them is compared number by number.
   */
  nearest(
    probe: Float32Array,
    threshold: number,
    most = Number.POSITIVE_INFINITY,
    fit = OWN_FIT,
  ): Neighbour[] {
    if (this.#width === 0 || most < 1) return [];
    const found = new Best(threshold, most);
    const perDoubt = radiusPerDoubt(fit) * probe.at(-1)!;
    const descriptor = new Float32Array(this.#width);
    for (const part of this.#parts) part.setProbe(probe);
    for (let first = 0; first < this.#length; ) {
      const part = this.#part(first);
      const [start, toBlock] = [first % MAX_ROWS, BLOCK_ROWS - (first % BLOCK_ROWS)];
      const rows = Math.min(this.#length - first, toBlock, Math.max(first, most, FIRST_ROWS));
      const distance = radiusOf(Math.min(found.percent, ALMOST_SURE), fit);
      for (const row of part.within(start, rows, { distance, perDoubt })) {
        part.get(start + row, descriptor);
        found.add(first + row, similarity(probe, descriptor, fit));
      }
      first += rows;
    }
    return found.sorted();
  }

  #set(slot: number, descriptor: Float32Array): void {
    this.#part(slot).set(slot % MAX_ROWS, descriptor);
  }

  #part(slot: number): RadiusScan {
    return this.#parts[Math.floor(slot / MAX_ROWS)]!;
  }

  #reserve(length: number): void {
    if (this.#width === 0) return;
    while (this.#parts.length * MAX_ROWS < length) {
      this.#parts.at(-1)?.reserve(MAX_ROWS);
      this.#parts.push(new RadiusScan(this.#width - 1));
    }
    this.#parts.at(-1)?.reserve(length - (this.#parts.length - 1) * MAX_ROWS);
  }
}

/** The best slots so far, and the percentage that another one must reach to be among them. */
class Best {
  percent: number;
  readonly #most: number;
  #found: Neighbour[] = [];

  constructor(threshold: number, most: number) {
    this.percent = threshold;
    this.#most = most;
  }

  add(slot: number, similarity: number): void {
    if (!(similarity >= this.percent)) return;
    this.#found.push({ slot, similarity });
    if (this.#found.length < 2 * this.#most) return;
    this.#found = this.sorted();
    this.percent = this.#found.at(-1)!.similarity;
  }

  sorted(): Neighbour[] {
    return this.#found.sort((a, b) => b.similarity - a.similarity || a.slot - b.slot).slice(0, this.#most);
  }
}
