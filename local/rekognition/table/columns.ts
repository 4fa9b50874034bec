const LEAST_BYTES = 4096;

/** 32-bit numbers that grow by doubling. */
export class NumberColumn {
  #values: Uint32Array;
  #length: number;

  constructor(values = new Uint32Array(0)) {
    this.#values = values;
    this.#length = values.length;
  }

  get filled(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(Math.max(64, 2 * this.#length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }
}

/** Records of bytes, one behind the other: up to 4 GB, which is the data of thirty million faces. */
export class ByteColumn {
  #bytes: Buffer;
  /** Where each record ends. */
  readonly #ends: NumberColumn;
  #length: number;

  constructor(bytes: Buffer = Buffer.alloc(0), ends = new NumberColumn()) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.#length = bytes.length;
  }

  get filled(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  get ends(): Uint32Array {
    return this.#ends.filled;
  }

  get length(): number {
    return this.#ends.length;
  }

  /** The bytes themselves, not a copy. */
  at(index: number): Buffer {
    return this.#bytes.subarray(index === 0 ? 0 : this.#ends.at(index - 1), this.#ends.at(index));
  }

  push(record: Buffer): void {
    const end = this.#length + record.length;
    if (end > 2 ** 32 - 1)
      throw new RangeError(
        "A collection holds at most 4 GB of data about its faces. Index the rest into another one.",
      );
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(LEAST_BYTES, end, 2 * this.#bytes.length));
      this.filled.copy(larger);
      this.#bytes = larger;
    }
    record.copy(this.#bytes, this.#length);
    this.#length = end;
    this.#ends.push(end);
  }
}
