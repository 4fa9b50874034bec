/** Gives out ever greater numbers, as fixed-length hex so that they also compare as text, across restarts. */
export class Sequencer {
  #last = 0;

  /** Makes all later numbers greater than `sequencer`. */
  follow(sequencer: string): void {
    if (sequencer !== "") this.#last = Math.max(this.#last, Number.parseInt(sequencer, 16));
  }

  next(): string {
    // Microsecond-like steps leave room for many within a millisecond and stay within exact integers until 2255.
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return this.#last.toString(16).toUpperCase().padStart(16, "0");
  }
}
