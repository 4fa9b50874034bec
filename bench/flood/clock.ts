import { syncBuiltinESMExports } from "node:module";
import timers, { setImmediate as turn } from "node:timers/promises";
import { Pictures } from "./pictures.ts";

interface Sleeper {
  at: number;
  order: number;
  resolve(): void;
}

/**
 * A clock that stands still while anything computes, and then jumps to whatever is due next: hours take seconds, and
 * the same seed gives the same run. `Date` tells its time while {@link run} runs, and what waits waits by it.
 */
export class VirtualClock {
  #now = Date.UTC(2026, 0, 1);
  #order = 0;
  /** A binary heap, the earliest first. */
  readonly #heap: Sleeper[] = [];
  readonly #pictures = new Pictures();

  now = () => this.#now;

  sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) =>
      this.#push({ at: this.#now + Math.max(0, milliseconds), order: this.#order++, resolve }),
    );

  /** Runs until `ended`, or until nothing is due any more. */
  async run(main: Promise<unknown>): Promise<void> {
    const restore = [this.#install(), this.#pictures.install()];
    let ended = false;
    main
      .finally(() => {
        ended = true;
      })
      .catch(() => undefined);
    try {
      for (;;) {
        await turn();
        while (this.#pictures.isComputing) await this.#pictures.computed();
        const next = ended ? undefined : this.#pop();
        if (!next) break;
        this.#now = next.at;
        next.resolve();
      }
    } finally {
      for (const undo of restore) undo();
    }
    await main;
  }

  #install(): () => void {
    const RealDate = globalThis.Date;
    const now = this.now;
    globalThis.Date = class extends RealDate {
      constructor(...given: [number | string | Date] | []) {
        super(...((given.length === 0 ? [now()] : given) as [number]));
      }
      static override now = now;
    } as DateConstructor;
    const realSleep = timers.setTimeout;
    const sleep = async <T>(milliseconds = 0, value?: T) => {
      await this.sleep(milliseconds);
      return value as T;
    };
    setSleep(sleep);
    return () => {
      globalThis.Date = RealDate;
      setSleep(realSleep);
    };
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap;
    let i = heap.push(sleeper) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const children = [2 * i + 1, 2 * i + 2].filter((child) => child < heap.length);
      const least = children.reduce((a, b) => (isBefore(heap[b]!, heap[a]!) ? b : a), i);
      if (least === i) return first;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }
}

/** For those too who import it by its name. */
function setSleep(sleep: typeof timers.setTimeout): void {
  timers.setTimeout = sleep;
  syncBuiltinESMExports();
}

const isBefore = (a: Sleeper, b: Sleeper) => a.at < b.at || (a.at === b.at && a.order < b.order);
