import type { VirtualClock } from "./clock.ts";

/** A command of any SDK client. */
export interface Command {
  constructor: { name: string };
  input: Record<string, unknown>;
}

/** What an operation of a stand-in service does, without how long it takes or how it fails. */
export type Operations = Record<string, (input: never) => unknown>;

export interface ServiceOptions {
  clock: VirtualClock;
  random(): number;
  /** Share of the calls that fail although nothing is wrong with them. */
  faults: number;
  /** Milliseconds that an operation takes, least and most. */
  takes(operation: string): [number, number];
  /** Tries of the SDK, the first included. */
  attempts: number;
  /** Throws where the service refuses the call. */
  admit?(operation: string): void;
  onCall?(operation: string, outcome: "answered" | "failed" | "refused"): void;
}

/** An error as the SDK throws it. */
export function serviceError(name: string, status: number, attempts = 1): Error {
  const error = Object.assign(new Error(name), { $metadata: { httpStatusCode: status, attempts } });
  error.name = name;
  return error;
}

/**
 * A stand-in for an SDK's client. A fault comes before or after the operation was done, as often the one as the other:
 * the caller cannot tell. Refusals and faults are tried again as the SDK does it.
 */
export function standIn<Client>(operations: Operations, options: ServiceOptions): Client {
  const { clock, random, faults, takes, attempts, admit, onCall = () => {} } = options;

  async function attempt(name: string, input: never): Promise<object> {
    const [least, most] = takes(name);
    const half = () => clock.sleep((least + random() * (most - least)) / 2);
    await half();
    try {
      admit?.(name);
    } catch (error) {
      onCall(name, "refused");
      throw error;
    }
    const fault = random() < faults;
    const isDone = !fault || random() < 0.5;
    const answer = isDone ? operations[name]!(input) : undefined;
    await half();
    onCall(name, fault ? "failed" : "answered");
    // S3's HEAD has no body that could name the error.
    if (fault)
      throw name === "HeadObject" ? serviceError("Unknown", 503) : serviceError("InternalServerError", 500);
    return (answer ?? {}) as object;
  }

  async function send(command: Command): Promise<object> {
    const { input } = command;
    const name = command.constructor.name.replace(/Command$/, "");
    if (!operations[name]) throw new Error(`The flood does not know the command ${name}`);
    for (let tries = 1; ; tries++) {
      try {
        return { $metadata: { attempts: tries }, ...(await attempt(name, input as never)) };
      } catch (error) {
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
        const isWorthIt = status >= 500 || /Throttl|ThroughputExceeded/.test((error as Error).name);
        if (!isWorthIt || tries >= attempts) throw error;
        await clock.sleep(random() * 100 * 2 ** tries);
      }
    }
  }
  return { send } as Client;
}
