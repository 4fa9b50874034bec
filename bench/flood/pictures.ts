import { setImmediate as turn } from "node:timers/promises";
import sharp, { type Sharp } from "sharp";

type Method = (...given: never[]) => Promise<unknown>;

/** What sharp remembers of an image that it was given. */
interface Input {
  options: { input: { buffer?: Buffer } };
}

/**
 * The photos of a flood are one picture with different endings: sharp decodes and cuts it once for each way in which it
 * is asked to, and the virtual clock stands still meanwhile.
 */
export class Pictures {
  readonly #known = new Map<string, Promise<unknown>>();
  readonly #computing = new Set<Promise<unknown>>();

  get isComputing(): boolean {
    return this.#computing.size > 0;
  }

  /** Resolves once what is being computed now is done, and whoever waited for it has gone on. */
  async computed(): Promise<void> {
    await Promise.allSettled(this.#computing);
    await turn();
  }

  /** Takes the place of sharp's own methods until the function returned is called. */
  install(): () => void {
    const prototype = sharp.prototype as unknown as Record<"metadata" | "toBuffer", Method>;
    const real = { metadata: prototype.metadata, toBuffer: prototype.toBuffer };
    for (const name of ["metadata", "toBuffer"] as const) {
      const pictures = this;
      prototype[name] = function (this: Sharp, ...given: never[]) {
        return pictures.#once(keyOf(name, this, given), () => real[name].apply(this, given));
      };
    }
    return () => void Object.assign(prototype, real);
  }

  #once(key: string, compute: () => Promise<unknown>): Promise<unknown> {
    const known = this.#known.get(key);
    if (known) return known;
    const result = compute();
    this.#known.set(key, result);
    this.#computing.add(result);
    void result.finally(() => this.#computing.delete(result)).catch(() => undefined);
    return result;
  }
}

/** The options of the image and of the call, and how many bytes there are: the ending alone differs in these. */
function keyOf(name: string, image: Sharp, given: unknown[]): string {
  const { input, ...options } = (image as unknown as Input).options;
  const { buffer, ...rest } = input;
  return JSON.stringify([name, given, buffer?.length, rest, options]);
}
