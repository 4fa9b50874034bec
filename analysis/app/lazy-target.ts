import { type Target, type TargetOptions, withTarget } from "../target/target.ts";

interface Open {
  target: Target;
  release(): void;
  closed: Promise<void>;
}

/**
 * A target that is connected to when it is first needed: most of the app needs none. It stays until the app is closed:
 * another command may be using the local AWS that it started.
 */
export class LazyTarget {
  readonly #options: TargetOptions;
  #open: Promise<Open> | undefined;

  constructor(options: TargetOptions) {
    this.#options = options;
  }

  async use<T>(work: (target: Target) => Promise<T>): Promise<T> {
    try {
      return await this.#useOnce(work);
    } catch (error) {
      // It was another command's, which has ended since: it is opened again.
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
      await this.close();
      return await this.#useOnce(work);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    const opened = await open?.catch(() => undefined);
    opened?.release();
    await opened?.closed;
  }

  async #useOnce<T>(work: (target: Target) => Promise<T>): Promise<T> {
    this.#open ??= connect(this.#options);
    const opened = this.#open;
    const { target } = await opened.catch((error: Error) => {
      if (this.#open === opened) this.#open = undefined;
      throw error;
    });
    return await work(target);
  }
}

function connect(options: TargetOptions): Promise<Open> {
  return new Promise((resolve, reject) => {
    const closed = withTarget(options, async (target) => {
      await new Promise<void>((release) => resolve({ target, release, closed }));
    });
    closed.catch(reject);
  });
}
