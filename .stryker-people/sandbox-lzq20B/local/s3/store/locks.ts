/** Runs what concerns one key one after the other, and what concerns different keys at the same time. */
// @ts-nocheck

export class Locks {
  readonly #tails = new Map<string, Promise<unknown>>();

  get isIdle(): boolean {
    return this.#tails.size === 0;
  }

  async run<T>(key: string, use: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const turn = before ? before.then(use, use) : use();
    this.#tails.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(key) === turn) this.#tails.delete(key);
    }
  }

  /** Waits until nothing runs. */
  async whenIdle(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#tails.values());
  }
}
