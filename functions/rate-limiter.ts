import { RATE_LIMITED_OPERATIONS, type RateLimitedOperation } from "../core/admission.ts";

/** How late a start may be and still be made up for: the time between two batches, not more. */
const MAKES_UP_FOR_MS = 500;

/** A quota that is lower than was said is found out by refusals: each refused call slows the pace to so much of it, … */
const SLOWED_TO = 0.99;
/** … and each start quickens it to so much, up to what was said: by as much again for every … */
const QUICKENED_TO = 1.0002;
/** … of these starts since a call was refused last. */
const STARTS_PER_STEP = 25;
/** The lowest share, so that it never stops. */
const SLOWEST = 0.05;

/**
 * Spaces starts evenly, also across batches, and goes slower where Rekognition refuses calls: the quota may be lower
 * than was said, or others use it too. Small steps keep it close below the quota, where one call of some twenty-five is
 * refused, and a long time without refusals brings all of the pace back. A call that was made again takes the place of
 * a photo's, and so delays the next start; each operation has a quota of its own, so the one that is called most decides.
 * A function that has just been loaded knows of no start before and waits a whole interval: another copy of it may have
 * started a photo a moment ago.
 */
export class RateLimiter {
  readonly #perSecond: number;
  /** When each operation may be called next, milliseconds. */
  readonly #next: Record<RateLimitedOperation, number>;
  /** Share of the full pace that is used now. */
  #share = 1;
  /** Refused calls that the pace has taken into account, and starts since then. */
  #refused: number | undefined;
  #starts = 0;
  readonly #extra: Partial<Record<RateLimitedOperation, number>> = {};

  /** @param now milliseconds */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    const first = now + this.#interval;
    this.#next = { DetectFaces: first, IndexFaces: first };
  }

  get #interval(): number {
    return 1000 / (this.#perSecond * this.#share);
  }

  /** Milliseconds from now until the next start; that start is taken. */
  take(now: number): number {
    this.#starts++;
    this.#share = Math.min(1, this.#share * QUICKENED_TO ** (1 + this.#starts / STARTS_PER_STEP));
    const earliest = now - MAKES_UP_FOR_MS;
    const at = Math.max(earliest, ...Object.values(this.#next));
    for (const operation of RATE_LIMITED_OPERATIONS)
      this.#next[operation] = Math.max(earliest, this.#next[operation]) + this.#interval;
    return Math.max(0, at - now);
  }

  /** @param refused calls that Rekognition has refused ever; what it had before the first time counts for nothing */
  slowDown(refused: number): void {
    const more = Math.max(0, refused - (this.#refused ?? refused));
    this.#refused = refused;
    if (more === 0) return;
    this.#starts = 0;
    this.#share = Math.max(SLOWEST, this.#share * SLOWED_TO ** more);
  }

  /** @param extra calls beyond one for each photo that there have been ever; those before the first time count for nothing */
  countExtra(operation: RateLimitedOperation, extra: number): void {
    this.#next[operation] += (extra - (this.#extra[operation] ?? extra)) * this.#interval;
    this.#extra[operation] = extra;
  }
}
