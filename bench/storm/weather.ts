import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { TransientError } from "../../core/errors.ts";
import type { StateInput } from "../../core/photo-event.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import type { Intercept } from "../../test/functions/watched-services.ts";

/** Of all calls; half of them after the work was done, so that only the answer is lost. */
const FAULTS = 0.3;
/** Of the calls that change something: the function dies right after. */
const DEATHS = 0.05;
const WRITES = /^(Put|Copy|Delete|Update|Index)/;
export const PAID = ["DetectFaces", "IndexFaces"];
/** By these names the state machine tries again. */
const RETRIED =
  /^(TimeoutError|ServiceUnavailable|ThrottlingException|PhotoBusyError|TransientError|.*ServiceException)$/;

/** Stands for the death of the process: no state catches it. */
class Death extends Error {}

/** What happened to the calls of one photo. */
export interface PhotoLog {
  faults: number;
  deaths: number;
  paid: string[];
}

export const emptyLog = (): PhotoLog => ({ faults: 0, deaths: 0, paid: [] });

/** Runs the pipeline's functions as the state machine does, in weather that breaks calls and functions at random. */
export class Storm {
  readonly #random: () => number;
  readonly #life = new AsyncLocalStorage<{ log: PhotoLog; isDead: boolean }>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** For the services that `execute` is given. */
  readonly intercept: Intercept = async (command, _input, call) => {
    const life = this.#life.getStore();
    if (life === undefined) return call();
    if (life.isDead) throw new Death();
    const { log } = life;
    const roll = this.#random();
    if (roll < FAULTS) log.faults += 1;
    if (roll < FAULTS / 2)
      throw fault(command === "IndexFaces" ? "ThrottlingException" : "ServiceUnavailable", 503);
    const output = await call().catch((error: unknown) => {
      if (mayBeDone(error as Unanswered)) log.faults += 1;
      throw error;
    });
    if (PAID.includes(command)) log.paid.push(command);
    if (roll < FAULTS) throw fault("TimeoutError");
    life.isDead = WRITES.test(command) && this.#random() < DEATHS;
    if (!life.isDead) return output;
    log.deaths += 1;
    throw new Death();
  };

  /** To the end: tries again what may pass, and begins again where the function died. */
  async execute(
    services: Services,
    event: StateInput["event"],
    execution: string,
    log: PhotoLog,
  ): Promise<string> {
    for (;;) {
      try {
        return await this.#life.run({ log, isDead: false }, () =>
          throughStates({ execution, event }, services),
        );
      } catch (error) {
        if (!(error instanceof Death)) throw error;
      }
    }
  }
}

interface Unanswered extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** A server that was killed may have done the work before; one that is not there has not. */
const mayBeDone = ({ code, $metadata }: Unanswered) =>
  $metadata?.httpStatusCode === undefined && code !== "ECONNREFUSED";

const fault = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("a storm"), { name, $fault: "server", $metadata: { httpStatusCode } });

async function throughStates(input: StateInput, services: Services): Promise<string> {
  try {
    for (const state of [detectFaces, addToCollection, thumbnail])
      await persistently<unknown>(() => state(input, undefined, services));
    return "DONE";
  } catch (error) {
    if (error instanceof Death) throw error;
    const { name, message } = error as Error;
    const Cause = JSON.stringify({ errorType: name, errorMessage: message });
    const said = { ...input, error: { Error: name, Cause } };
    return (await persistently(() => errorDetected(said, undefined, services))).outcome;
  }
}

async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const isRetried = error instanceof TransientError || RETRIED.test((error as Error).name);
      if (error instanceof Death || !isRetried) throw error;
      // Another execution's photo, or a server that is not there, takes longer to pass than one call's bad luck.
      await sleep(/Busy|Transient/.test((error as Error).name) ? 100 : 2);
    }
  }
}
