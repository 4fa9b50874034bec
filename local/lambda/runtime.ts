import type { Writable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { End, FunctionFailure, Invocation, Reply } from "./protocol.ts";

export interface LoadedCode {
  /** URL or absolute path of the module: TypeScript source, or what a bundler made of it. */
  module: string;
  /** What its threads run: `worker.ts`, or what a bundler made of it. */
  thread: string | URL;
}

export interface FunctionCode {
  /** URL or absolute path of the module; or what makes it, asked at an invocation. */
  module: string | (() => Promise<LoadedCode>);
  /** The exported handler. Default: `handler`. */
  export?: string;
}

export interface LambdaFunction extends FunctionCode {
  /** The function's whole environment, its credentials among it; nothing of this process's is seen by it. */
  env: Readonly<Record<string, string>>;
  /** An invocation that takes longer ends with `Sandbox.Timedout`, and nothing that it does then reaches anybody. Default: none does. */
  timeoutSeconds?: number | undefined;
}

export interface LambdaOptions {
  /** By function name. */
  functions: Readonly<Record<string, LambdaFunction>>;
  /** Threads of each function; each takes any number of invocations at once. */
  threads?: number;
  /** Where what the functions print goes. */
  output?: Writable;
}

export interface Lambda {
  /** Answers what the handler answered. @throws FunctionError */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Ends all threads; what is still running rejects. */
  close(): Promise<void>;
}

/** A handler threw, or its thread died. `name` is the error's own name. */
export class FunctionError extends Error {
  readonly failure: FunctionFailure;

  constructor(failure: FunctionFailure) {
    super(failure.errorMessage);
    this.name = failure.errorType;
    this.failure = failure;
  }
}

/** In Lambda's words. */
function timedOut(seconds: number): FunctionError {
  const errorMessage = `Task timed out after ${seconds.toFixed(2)} seconds`;
  return new FunctionError({ errorType: "Sandbox.Timedout", errorMessage, trace: [] });
}

/** Runs TypeScript. */
const SOURCE_THREAD = new URL("./worker-entry.mjs", import.meta.url);

const CLOSING = "The local AWS is closing";

const notFound = (errorMessage: string) =>
  new FunctionError({ errorType: "Lambda.ResourceNotFoundException", errorMessage, trace: [] });

/** @throws FunctionError if it cannot be made, such as for a mistake in the source */
async function loaded({ module }: FunctionCode): Promise<LoadedCode> {
  if (typeof module === "string") return { module, thread: SOURCE_THREAD };
  try {
    return await module();
  } catch (error) {
    const { name, message } = error as Error;
    throw new FunctionError({ errorType: name, errorMessage: message, trace: [] });
  }
}

interface Thread {
  worker: Worker;
  running: Map<number, { resolve(result: unknown): void; reject(error: Error): void }>;
}

/** Runs the functions' handlers in worker threads, each function in its own, as Lambda does. */
export function openLambda({ functions, threads: size = 1, output }: LambdaOptions): Lambda {
  const pools = new Map(Object.keys(functions).map((name) => [name, new Set<Thread>()]));
  /** Code that is being made. */
  const loading = new Set<Promise<LoadedCode>>();
  let closed = false;
  let lastId = 0;

  function start(threads: Set<Thread>, file: string | URL, env: LambdaFunction["env"]): Thread {
    const worker = new Worker(file, {
      env: { ...env },
      execArgv: [], // The loader is registered once, by the entry.
      stdout: output !== undefined,
      stderr: output !== undefined,
    });
    const thread: Thread = { worker, running: new Map() };
    if (output) {
      worker.stdout.on("data", (chunk) => output.write(chunk));
      worker.stderr.on("data", (chunk) => output.write(chunk));
    }
    let failure: Error | undefined;
    worker.on("message", (reply: Reply) => {
      const pending = thread.running.get(reply.id);
      thread.running.delete(reply.id);
      if ("failure" in reply) pending?.reject(new FunctionError(reply.failure));
      else pending?.resolve(reply.result);
    });
    worker.on("error", (error) => {
      failure = error;
    });
    worker.on("exit", (code) => {
      threads.delete(thread); // The next invocation starts another.
      const errorMessage = `The function's thread ended with code ${code}${failure ? `: ${failure.message}` : ""}`;
      // What else ran in the thread died with it, so the name is one that is worth a retry.
      const error = new FunctionError({ errorType: "Lambda.Unknown", errorMessage, trace: [] });
      for (const { reject } of thread.running.values()) reject(error);
    });
    threads.add(thread);
    return thread;
  }

  function leastBusy(name: string, file: string | URL, env: LambdaFunction["env"]): Thread {
    const threads = pools.get(name)!;
    const [first] = [...threads].sort((a, b) => a.running.size - b.running.size);
    return first && (first.running.size === 0 || threads.size >= size) ? first : start(threads, file, env);
  }

  return {
    async invoke(functionName, event) {
      const code = Object.hasOwn(functions, functionName) ? functions[functionName] : undefined;
      if (!code || closed) throw notFound(closed ? CLOSING : `Function not found: ${functionName}`);
      const load = loaded(code);
      loading.add(load);
      const { module, thread } = await load.finally(() => loading.delete(load));
      if (closed) throw notFound(CLOSING);
      const { worker, running } = leastBusy(functionName, thread, code.env);
      const id = ++lastId;
      const { export: handler = "handler", timeoutSeconds } = code;
      return new Promise((resolve, reject) => {
        const end = () => {
          running.delete(id);
          worker.postMessage({ ended: id } satisfies End);
          reject(timedOut(timeoutSeconds!));
        };
        const timer = timeoutSeconds && setTimeout(end, timeoutSeconds * 1000);
        const ending =
          <T>(settle: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            settle(value);
          };
        running.set(id, { resolve: ending(resolve), reject: ending(reject) });
        worker.postMessage({ id, module, handler, functionName, event } satisfies Invocation);
      });
    },
    async close() {
      closed = true;
      await Promise.allSettled(loading);
      await Promise.all(
        [...pools.values()].flatMap((threads) => [...threads].map(({ worker }) => worker.terminate())),
      );
    },
  };
}
