import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import { functionArn } from "../common/names.ts";
import { InvocationScope, scopeRequests } from "./invocation-scope.ts";
import type { End, FunctionFailure, Invocation, Reply } from "./protocol.ts";

/** Runs the functions' handlers in a thread whose environment is theirs. A module is loaded once, as Lambda does. */
type Handler = (event: unknown, context: unknown) => unknown;
const modules = new Map<string, Promise<Record<string, unknown>>>();
/** By the invocation's id. */
const scopes = new Map<number, InvocationScope>();
scopeRequests();

parentPort?.on("message", async (message: Invocation | End) => {
  if ("ended" in message) {
    scopes.get(message.ended)?.end();
    return;
  }
  const { id } = message;
  const scope = new InvocationScope();
  scopes.set(id, scope);
  let reply: Reply;
  try {
    // As Lambda: what a handler answers is JSON, and nothing is null.
    const result: unknown = JSON.parse(JSON.stringify((await scope.run(() => invoke(message))) ?? null));
    reply = { id, result };
  } catch (error) {
    reply = { id, failure: failureOf(error) };
  }
  scopes.delete(id);
  parentPort?.postMessage(reply);
});

async function invoke({ id, module, handler, functionName, event }: Invocation): Promise<unknown> {
  const url = module.includes("://") ? module : pathToFileURL(module).href;
  let loading = modules.get(url);
  if (!loading) {
    loading = import(url) as Promise<Record<string, unknown>>;
    modules.set(url, loading);
  }
  const exported = (await loading)[handler];
  if (typeof exported !== "function") {
    throw Object.assign(new Error(`${module} exports no function ${handler}`), {
      name: "Runtime.HandlerNotFound",
    });
  }
  return (exported as Handler)(event, {
    functionName,
    invokedFunctionArn: functionArn(functionName),
    awsRequestId: `${id}`,
  });
}

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}
