const EMPTY = -1;
const GONE = -2;

/** 32 bits of a text: FNV-1a, stirred as MurmurHash3 ends. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Finds slots by the hash of something that the caller keeps: four bytes for each, where a Map of texts takes hundreds. */
export class HashIndex {
  readonly #hashOfSlot: (slot: number) => number;
  #slots = new Int32Array(64).fill(EMPTY);
  /** Cells in use, those of removed slots included. */
  #used = 0;

  constructor(hashOfSlot: (slot: number) => number) {
    this.#hashOfSlot = hashOfSlot;
  }

  add(slot: number): void {
    if (2 * (this.#used + 1) > this.#slots.length) this.#grow();
    this.#put(slot);
  }

  /** The slot with this hash that `isIt`. */
  find(hash: number, isIt: (slot: number) => boolean): number | undefined {
    const cell = this.#cellOf(hash, (slot) => this.#hashOfSlot(slot) === hash && isIt(slot));
    return cell === undefined ? undefined : this.#slots[cell];
  }

  delete(slot: number): void {
    const cell = this.#cellOf(this.#hashOfSlot(slot), (other) => other === slot);
    if (cell !== undefined) this.#slots[cell] = GONE;
  }

  #cellOf(hash: number, isIt: (slot: number) => boolean): number | undefined {
    const mask = this.#slots.length - 1;
    for (let cell = hash & mask; this.#slots[cell] !== EMPTY; cell = (cell + 1) & mask) {
      const slot = this.#slots[cell]!;
      if (slot !== GONE && isIt(slot)) return cell;
    }
    return undefined;
  }

  #put(slot: number): void {
    const mask = this.#slots.length - 1;
    let cell = this.#hashOfSlot(slot) & mask;
    while (this.#slots[cell] !== EMPTY) cell = (cell + 1) & mask;
    this.#slots[cell] = slot;
    this.#used++;
  }

  #grow(): void {
    const slots = this.#slots.filter((slot) => slot >= 0);
    let size = 64;
    while (size < 4 * (slots.length + 1)) size *= 2;
    this.#slots = new Int32Array(size).fill(EMPTY);
    this.#used = 0;
    for (const slot of slots) this.#put(slot);
  }
}
