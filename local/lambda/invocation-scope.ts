import { AsyncLocalStorage } from "node:async_hooks";
import http, { type ClientRequest } from "node:http";
import { syncBuiltinESMExports } from "node:module";

const current = new AsyncLocalStorage<InvocationScope>();

/** An invocation, from its start to its end. What runs on after that in its thread reaches nobody any more. */
export class InvocationScope {
  #isEnded = false;
  readonly #requests = new Set<ClientRequest>();

  run<T>(run: () => T): T {
    return current.run(this, run);
  }

  end(): void {
    this.#isEnded = true;
    for (const request of this.#requests) request.destroy();
  }

  send(request: () => ClientRequest): ClientRequest {
    if (this.#isEnded) throw new Error("The invocation has ended");
    const sent = request();
    this.#requests.add(sent);
    sent.once("close", () => this.#requests.delete(sent));
    return sent;
  }
}

/** From here on requests belong to the invocation that makes them. Lambda stops the process; a thread has many to go on with. */
export function scopeRequests(): void {
  const { request } = http;
  const watched = (...given: Parameters<typeof request>) => {
    const send = () => request(...given);
    return current.getStore()?.send(send) ?? send();
  };
  http.request = watched as typeof request;
  syncBuiltinESMExports();
}
