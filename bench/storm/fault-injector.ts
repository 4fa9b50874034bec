import { AsyncLocalStorage } from "node:async_hooks";
import type { Readable } from "node:stream";
import type { Intercept } from "../../test/functions/watched-services.ts";

/** Of all calls; half of them after the work was done, so that only the answer is lost. */
const FAULTS = 0.3;
/** Of the calls that change something: the function dies right after. */
const DEATHS = 0.05;
const WRITES = /^(Put|Copy|Delete|Update|Index)/;
export const PAID = ["DetectFaces", "IndexFaces"];

/**
 * What became of a call: `sent` is written before it is made and nothing later where the process was killed meanwhile;
 * refused before the work was done; done, but its answer lost; done, and then the function died; answered by an error.
 */
export type CallResult = "sent" | "refused" | "lost" | "died" | "failed" | "done";

export interface CallNote {
  photo: string;
  command: string;
  /** The object that it is about, if it is one. */
  key?: string;
  fate: CallResult;
}

/** Stands for the end of a function's process, and is called as Lambda calls that. */
export class Death extends Error {
  override name = "Runtime.ExitError";
}

/** Breaks calls, and the functions that make them, at random. */
export class FaultInjector {
  readonly #random: () => number;
  readonly #note: (note: CallNote) => void;
  readonly #life = new AsyncLocalStorage<{ photo: string; isDead: boolean }>();

  constructor(random: () => number, note: (note: CallNote) => void) {
    this.#random = random;
    this.#note = note;
  }

  /** Runs a function whose calls go through `intercept`. @throws Death */
  live<T>(photo: string, run: () => Promise<T>): Promise<T> {
    const life = { photo, isDead: false };
    return this.#life.run(life, async () => {
      const ended = run();
      // Whatever a function makes of its own death, nobody hears of it.
      await Promise.allSettled([ended]);
      if (life.isDead) throw new Death();
      return ended;
    });
  }

  readonly intercept: Intercept = async (command, { Key }, call) => {
    const life = this.#life.getStore();
    if (life === undefined) return call();
    if (life.isDead) throw new Death();
    const key = typeof Key === "string" ? { key: Key } : {};
    const note = (fate: CallResult) => this.#note({ photo: life.photo, command, ...key, fate });
    const roll = this.#random();
    if (roll < FAULTS / 2) {
      note("refused");
      throw fault(command === "IndexFaces" ? "ThrottlingException" : "ServiceUnavailable", 503);
    }
    note("sent");
    const output = await call().catch((error: unknown) => {
      note("failed");
      throw error;
    });
    if (roll < FAULTS) {
      note("lost");
      hangUp(output);
      throw fault("TimeoutError");
    }
    life.isDead = WRITES.test(command) && this.#random() < DEATHS;
    note(life.isDead ? "died" : "done");
    if (life.isDead) throw new Death();
    return output;
  };
}

/** Nobody reads what was lost: its connection would stay in use for ever, and a client has fifty. */
function hangUp(output: unknown): void {
  const { Body } = (output as { output?: { Body?: Readable } }).output ?? {};
  Body?.destroy();
}

const fault = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("a storm"), { name, $fault: "server", $metadata: { httpStatusCode } });
