/** Estimates go by what was done in this time: a start that was slow or quick says little about the rest. */
const WINDOW_SECONDS = 30;
/** There is no estimate before this much has been measured. */
const LEAST_SECONDS = 2;
const LEAST_DONE = 3;

interface Sample {
  seconds: number;
  done: number;
}

/** How fast something goes, from its recent past. */
export class Rate {
  #samples: Sample[] = [];

  /** So much was done at that time. Where it is less than before, something else began. */
  add(seconds: number, done: number): void {
    if (done < (this.#samples.at(-1)?.done ?? 0)) this.#samples = [];
    this.#samples.push({ seconds, done });
    // One sample stays from before the window, so that it is always covered whole.
    while (this.#samples.length > 2 && this.#samples[1]!.seconds <= seconds - WINDOW_SECONDS)
      this.#samples.shift();
  }

  /** Per second; undefined before there is evidence. */
  get(): number | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last) return undefined;
    const [seconds, done] = [last.seconds - first.seconds, last.done - first.done];
    return seconds >= LEAST_SECONDS && done >= LEAST_DONE ? done / seconds : undefined;
  }
}
