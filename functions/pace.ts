/** How late a start may be and still be made up for: the time between two batches, not more. */
const MAKES_UP_FOR_MS = 500;

/**
 * Spaces starts evenly, also across batches. A function that has just been loaded knows of no start before and waits
 * a whole interval: another copy of it may have started a photo a moment ago.
 */
export class Pace {
  readonly #interval: number;
  #next: number;

  /** @param now milliseconds */
  constructor(perSecond: number, now: number) {
    this.#interval = 1000 / perSecond;
    this.#next = now + this.#interval;
  }

  /** Milliseconds from now until the next start; that start is taken. */
  take(now: number): number {
    const at = Math.max(this.#next, now - MAKES_UP_FOR_MS);
    this.#next = at + this.#interval;
    return Math.max(0, at - now);
  }
}
