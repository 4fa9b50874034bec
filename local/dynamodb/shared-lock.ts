/** Lets requests run at the same time, but a transaction only alone. */
export class SharedLock {
  #running = new Set<Promise<unknown>>();
  #alone: Promise<unknown> = Promise.resolve();

  async shared<T>(use: () => Promise<T>): Promise<T> {
    for (let waited: unknown; waited !== this.#alone; ) {
      waited = this.#alone;
      await this.#alone;
    }
    const turn = use();
    this.#running.add(turn);
    try {
      return await turn;
    } finally {
      this.#running.delete(turn);
    }
  }

  async exclusive<T>(use: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    const turn = before.then(async () => {
      await Promise.allSettled(this.#running);
      return await use();
    });
    this.#alone = turn.catch(() => {});
    return await turn;
  }
}
