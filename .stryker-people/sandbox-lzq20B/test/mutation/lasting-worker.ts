// @ts-nocheck
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";

type Listener = (argument: unknown) => void;

/** One thread for all runs of this process: starting one takes longer than the tests that most mutants are shown. */
let thread: ThreadsPoolWorker | undefined;

export const endThread = async (): Promise<void> => thread?.stop();

/**
 * A worker of vitest's that outlives its run. Every test file is still evaluated anew, with the modules that it imports;
 * packages are loaded once. What a run asks of the worker is answered here where the thread has done it before.
 */
export class LastingWorker implements PoolWorker {
  readonly name = "lasting";
  readonly #options: PoolOptions;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #config: unknown;
  #isNew = false;
  #isReleased = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (thread) return;
    this.#isNew = true;
    thread = new ThreadsPoolWorker(this.#options);
    await thread.start();
    thread.on("exit", () => {
      thread = undefined;
    });
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    thread?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread?.off(event, listener);
  }

  send(message: WorkerRequest): void {
    if (message.type === "stop") {
      this.#isReleased = true;
      this.#answer("stopped");
    } else if (message.type === "start") {
      this.#config = message.context.config;
      if (this.#isNew) thread?.send(message);
      else this.#answer("started");
    } else {
      // The settings of this run, which names the tests to run, in place of those that the thread began with.
      const context = "context" in message ? { ...message.context, config: this.#config } : undefined;
      thread?.send(context ? ({ ...message, context } as WorkerRequest) : message);
    }
  }

  /** Leaves the thread to the next run; one that does not come to its end is ended. */
  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) thread?.off(event, listener);
    if (!this.#isReleased) await thread?.stop();
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  #answer(type: "started" | "stopped"): void {
    const response = { type, __vitest_worker_response__: true };
    setImmediate(() => {
      for (const [event, listener] of [...this.#listeners]) if (event === "message") listener(response);
    });
  }
}
