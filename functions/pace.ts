/** How late a start may be and still be made up for: the time between two batches, not more. */
const MAKES_UP_FOR_MS = 500;

/** A quota that is lower than was said is found out by refusals: each time the pace slows by so much, … */
const SLOWED_TO = 0.8;
/** … once in the time that photos which were let in too fast take to be refused, … */
const SLOWS_EVERY_MS = 5000;
/** … and in this time it would get back from nothing to all of the quota. */
const RECOVERS_IN_MS = 600_000;
/** It never comes to a standstill. */
const SLOWEST = 0.05;

/**
 * Spaces starts evenly, also across batches, and goes slower for a while where Rekognition refuses calls: the quota may
 * be lower than was said, or others use it too. A function that has just been loaded knows of no start before and waits
 * a whole interval: another copy of it may have started a photo a moment ago.
 */
export class Pace {
  readonly #perSecond: number;
  #next: number;
  /** Share of the pace that is gone at. */
  #share = 1;
  #shareAt: number;
  #slowedAt: number;

  /** @param now milliseconds */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#shareAt = now;
    this.#slowedAt = now;
    this.#next = now + 1000 / perSecond;
  }

  /** Milliseconds from now until the next start; that start is taken. */
  take(now: number): number {
    this.#recover(now);
    const at = Math.max(this.#next, now - MAKES_UP_FOR_MS);
    this.#next = at + 1000 / (this.#perSecond * this.#share);
    return Math.max(0, at - now);
  }

  /** Rekognition refused a call at `refusedAt`; the same refusal may be told of any number of times. */
  slow(refusedAt: number, now: number): void {
    if (refusedAt < this.#slowedAt + SLOWS_EVERY_MS) return;
    this.#recover(now);
    this.#slowedAt = now;
    this.#share = Math.max(SLOWEST, this.#share * SLOWED_TO);
  }

  #recover(now: number): void {
    this.#share = Math.min(1, this.#share + (now - this.#shareAt) / RECOVERS_IN_MS);
    this.#shareAt = now;
  }
}
