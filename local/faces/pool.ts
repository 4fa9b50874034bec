import { Worker } from "node:worker_threads";
import { UndecodableImageError } from "./errors.ts";
import type { Face, Include } from "./face.ts";
import type { ModelSetup } from "./sessions.ts";
import type { Job, Reply } from "./worker.ts";

interface Pending extends Job {
  resolve(faces: Face[]): void;
  reject(error: Error): void;
}

const ENTRY = new URL("./worker-entry.mjs", import.meta.url);

/**
 * Worker threads, each with the models in memory and one image at a time. The first is there from the beginning, the
 * others once an image has to wait: a single photo needs no second set of models. A worker that dies rejects the
 * image it had and is replaced; the queue goes on.
 */
export class WorkerPool {
  readonly #setup: ModelSetup;
  readonly #size: number;
  readonly #entry: URL;
  readonly #queue: Pending[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Pending>();
  readonly #all = new Set<Worker>();
  /** Those that load their models. */
  readonly #starting = new Set<Promise<void>>();
  #closed = false;
  /** Why no worker is left, once that is so. */
  #failure: Error | undefined;

  private constructor(setup: ModelSetup, size: number, entry: URL) {
    this.#setup = setup;
    this.#size = size;
    this.#entry = entry;
  }

  /** Answers once the first worker has loaded its models; rejects when it cannot. `size`: the most workers. */
  static async open(setup: ModelSetup, size: number, entry = ENTRY): Promise<WorkerPool> {
    const pool = new WorkerPool(setup, size, entry);
    try {
      await pool.#start();
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  run(image: Uint8Array, include: Include): Promise<Face[]> {
    if (this.#closed) return Promise.reject(new Error("The face engine has been closed"));
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#queue.push({ image, include, resolve, reject });
      this.#next();
      this.#grow();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new Error("the face engine was closed before it had answered");
    for (const pending of [...this.#queue.splice(0), ...this.#busy.values()]) pending.reject(closed);
    // A thread that is ended in the middle of a model takes the whole process with it: each finishes its image.
    await Promise.all([...this.#busy.keys()].map((worker) => this.#untilIdle(worker)));
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #untilIdle(worker: Worker): Promise<void> {
    return new Promise((resolve) => {
      worker.once("message", () => resolve());
      worker.once("exit", () => resolve());
    });
  }

  /** Starts one more worker if an image waits and no starting worker will take it. */
  #grow(): void {
    if (this.#queue.length <= this.#starting.size || this.#all.size >= this.#size) return;
    this.#start().catch((cause: Error) => this.#giveUp(cause));
  }

  #start(): Promise<void> {
    const started = this.#begin();
    this.#starting.add(started);
    const ended = () => this.#starting.delete(started);
    started.then(ended, ended);
    return started;
  }

  #begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.#entry, {
        workerData: this.#setup,
        execArgv: [], // The loader is registered once, by the entry.
      });
      this.#all.add(worker);
      let failure: Error | undefined;
      worker.on("message", (reply: Reply) => {
        if ("ready" in reply) resolve();
        else this.#answer(worker, reply);
        this.#idle.push(worker);
        this.#next();
      });
      worker.on("error", (error: Error) => {
        failure = error;
      });
      worker.on("exit", (code) => {
        const ended = new Error(`a face worker ended with code ${code} before it had answered`, {
          cause: failure,
        });
        reject(failure ?? ended); // No effect if it was ready before.
        this.#replace(worker, ended);
      });
    });
  }

  #answer(worker: Worker, reply: Exclude<Reply, { ready: true }>): void {
    const pending = this.#busy.get(worker);
    this.#busy.delete(worker);
    if ("faces" in reply) pending?.resolve(reply.faces);
    else if ("undecodable" in reply) pending?.reject(new UndecodableImageError(reply.undecodable));
    else pending?.reject(reply.failure);
  }

  #replace(worker: Worker, error: Error): void {
    this.#all.delete(worker);
    const wasIdle = this.#idle.indexOf(worker);
    if (wasIdle >= 0) this.#idle.splice(wasIdle, 1);
    const pending = this.#busy.get(worker);
    this.#busy.delete(worker);
    const wasReady = wasIdle >= 0 || pending !== undefined;
    pending?.reject(error);
    if (this.#closed || !wasReady) return;
    this.#start().catch((cause: Error) => this.#giveUp(cause));
  }

  /** No worker is left and none can be started: all waiting calls are rejected. */
  #giveUp(cause: Error): void {
    if (this.#all.size > 0) return;
    this.#failure = cause;
    for (const waiting of this.#queue.splice(0)) waiting.reject(cause);
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const worker = this.#idle.pop()!;
      const pending = this.#queue.shift()!;
      this.#busy.set(worker, pending);
      worker.postMessage({ image: pending.image, include: pending.include } satisfies Job);
    }
  }
}
