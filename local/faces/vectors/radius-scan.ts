import { readFileSync } from "node:fs";

/** Rows per block: half a megabyte of 128 numbers each, so that a table grows in small steps. */
export const BLOCK_ROWS = 1024;
/** 68 MB of 128 numbers each. WebAssembly reaches 4 GB, which leaves room for 8,000. */
export const MAX_ROWS = 128 * BLOCK_ROWS;
const PAGE_BYTES = 65_536;
/** The scan compares so many numbers at a time. */
const STEP = 16;
/** With half of its bits a number keeps eight significant binary digits, so it is off by at most half of the last one. */
const HALF_BITS_ERROR = 2 ** -8;
/** Of 32-bit floating point. */
const ROUNDING = 2 ** -24;

const module = new WebAssembly.Module(readFileSync(new URL("scan.wasm", import.meta.url)));

type Scan = (
  near: number,
  nearBytes: number,
  far: number,
  farBytes: number,
  doubts: number,
  rows: number,
  probe: number,
  radius: number,
  perDoubt: number,
  found: number,
) => number;

/** The distance within which a row is found: `distance` less `perDoubt` times the row's doubt. */
export interface Radius {
  distance: number;
  perDoubt: number;
}

/**
 * Rows of numbers and a doubt each, in memory that WebAssembly reads, laid out so that a scan touches a quarter of it.
 *
 * Each number is kept as the rounded upper half of its bits and the lower half, from which it comes back to the last
 * bit. A block of rows has all doubts first, then the upper halves of the first half of all rows' numbers, those of the
 * second half, and then the lower halves. The scan adds up squared differences of upper halves: of most rows the first
 * half of the numbers is too far away already. What it lets through is to be compared exactly.
 *
 * No row within the radius is passed over. Let v be a row, w what its upper halves say, p the probe: |p - w| is at most
 * |p - v| + |v - w|, and |v - w| at most 2^-8 |v|. So the scan's radius is longer by 2^-8 of the longest row, and by what
 * adding n squares in 32 bits can be off, relatively (n + 1) 2^-24 (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2002, section 3.1), doubled generously.
 */
export class RadiusScan {
  readonly numbers: number;
  readonly #near: number;
  readonly #far: number;
  readonly #memory: WebAssembly.Memory;
  readonly #scan: Scan;
  /** Bytes from the start of the memory. */
  readonly #found: number;
  readonly #blocks: number;
  readonly #blockBytes: number;
  #longest = 0;
  #mostDoubt = 0;
  #reserved = 0;
  // Views of the memory, made again when it grows.
  #halves = new Uint16Array();
  #floats = new Float32Array();
  #integers = new Uint32Array();

  constructor(numbers: number) {
    this.numbers = numbers;
    const steps = Math.ceil(numbers / STEP);
    this.#near = Math.ceil(steps / 2) * STEP;
    this.#far = steps * STEP - this.#near;
    const padded = this.#near + this.#far;
    this.#found = 4 * padded;
    this.#blocks = this.#found + 4 * BLOCK_ROWS;
    this.#blockBytes = BLOCK_ROWS * 4 * (padded + 1);
    this.#memory = new WebAssembly.Memory({
      initial: 1,
      maximum: Math.ceil((this.#blocks + (MAX_ROWS / BLOCK_ROWS) * this.#blockBytes) / PAGE_BYTES),
    });
    this.#scan = new WebAssembly.Instance(module, { rows: { memory: this.#memory } }).exports.scan as Scan;
  }

  /** Makes space for so many rows. New rows have no numbers, and no search finds them. */
  reserve(rows: number): void {
    const blocks = Math.ceil(rows / BLOCK_ROWS);
    if (blocks <= this.#reserved) return;
    const bytes = this.#blocks + blocks * this.#blockBytes;
    this.#memory.grow(Math.max(0, Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE_BYTES)));
    this.#halves = new Uint16Array(this.#memory.buffer);
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#integers = new Uint32Array(this.#memory.buffer);
    for (let block = this.#reserved; block < blocks; block++) {
      const doubts = this.#doubtOf(block * BLOCK_ROWS);
      this.#floats.fill(Number.NaN, doubts, doubts + BLOCK_ROWS);
    }
    this.#reserved = blocks;
  }

  /** @param descriptor numbers, and the doubt behind them; NaN there is a row without numbers */
  set(row: number, descriptor: Float32Array): void {
    const doubt = descriptor[this.numbers]!;
    if (Number.isNaN(doubt)) {
      this.clear(row);
      return;
    }
    const bits = new Uint32Array(descriptor.buffer, descriptor.byteOffset, this.numbers);
    const { near, far, low } = this.#placesOf(row);
    const halves = this.#halves;
    let squares = 0;
    for (let i = 0; i < this.numbers; i++) {
      const number = bits[i]!;
      halves[i < this.#near ? near + i : far + i - this.#near] = (number + 0x8000) >>> 16;
      halves[low + i] = number;
      squares += descriptor[i]! * descriptor[i]!;
    }
    this.#floats[this.#doubtOf(row)] = doubt;
    // A length of NaN does not pass this comparison: such a row is found by no search.
    if (squares > this.#longest ** 2) this.#longest = Math.sqrt(squares);
    if (Math.abs(doubt) > this.#mostDoubt) this.#mostDoubt = Math.abs(doubt);
  }

  /** Writes numbers and doubt into `descriptor`; false if the row has none. */
  get(row: number, descriptor: Float32Array): boolean {
    const doubt = this.#floats[this.#doubtOf(row)]!;
    const bits = new Uint32Array(descriptor.buffer, descriptor.byteOffset, this.numbers);
    const { near, far, low } = this.#placesOf(row);
    const halves = this.#halves;
    for (let i = 0; i < this.numbers; i++) {
      const lower = halves[low + i]!;
      const upper = halves[i < this.#near ? near + i : far + i - this.#near]!;
      bits[i] = (upper - (lower >>> 15)) * 0x10000 + lower;
    }
    descriptor[this.numbers] = doubt;
    return !Number.isNaN(doubt);
  }

  /** Overwrites the numbers: they are somebody's face. */
  clear(row: number): void {
    const { near, far, low } = this.#placesOf(row);
    this.#halves.fill(0, near, near + this.#near);
    this.#halves.fill(0, far, far + this.#far);
    this.#halves.fill(0, low, low + this.#near + this.#far);
    this.#floats[this.#doubtOf(row)] = Number.NaN;
  }

  /** Until the next call: `near` compares with this one. */
  setProbe(probe: Float32Array): void {
    // As the scan takes them from the rows: of eight numbers the even ones, then the odd ones.
    this.#floats.fill(0, 0, this.#near + this.#far);
    for (let i = 0; i < this.numbers; i++) this.#floats[(i & ~7) + 4 * (i & 1) + ((i & 7) >> 1)] = probe[i]!;
  }

  /** Of `count` rows from `first` on, all in one block, those that may be within the radius; until the next call. */
  within(first: number, count: number, { distance, perDoubt }: Radius): Uint32Array {
    const { near, far } = this.#placesOf(first);
    const error = HALF_BITS_ERROR * this.#longest;
    const size = Math.abs(distance) + Math.abs(perDoubt) * this.#mostDoubt + error;
    const radius = distance + error + 4 * (this.numbers + 16) * ROUNDING * size;
    const found = this.#scan(
      2 * near,
      2 * this.#near,
      2 * far,
      2 * this.#far,
      4 * this.#doubtOf(first),
      count,
      0,
      radius,
      perDoubt,
      this.#found,
    );
    return this.#integers.subarray(this.#found / 4, this.#found / 4 + found);
  }

  /** In 32-bit numbers. */
  #doubtOf(row: number): number {
    return (this.#blocks + Math.floor(row / BLOCK_ROWS) * this.#blockBytes) / 4 + (row % BLOCK_ROWS);
  }

  /** In halves of numbers. */
  #placesOf(row: number): { near: number; far: number; low: number } {
    const inBlock = row % BLOCK_ROWS;
    const start = (this.#blocks + Math.floor(row / BLOCK_ROWS) * this.#blockBytes) / 2 + 2 * BLOCK_ROWS;
    const farStart = start + BLOCK_ROWS * this.#near;
    const lowStart = farStart + BLOCK_ROWS * this.#far;
    return {
      near: start + inBlock * this.#near,
      far: farStart + inBlock * this.#far,
      low: lowStart + inBlock * (this.#near + this.#far),
    };
  }
}
