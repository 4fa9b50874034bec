import { AwsError } from "../gateway/aws-error.ts";

/** Tokens kept: more than the calls that a client has under way at once. */
const REMEMBERED = 10_000;

interface Answered {
  operation: string;
  request: string;
  response: Promise<unknown>;
}

/**
 * Operations that take a ClientRequestToken: when a client that got no answer repeats the call, it
 * gets the first call's answer.
 */
export class IdempotentCalls {
  readonly #answered = new Map<string, Answered>();

  /** @throws AwsError IdempotentParameterMismatchException when the token was another request's */
  async run<T extends { ClientRequestToken?: string | undefined }, R>(
    operation: string,
    request: T,
    action: () => Promise<R>,
  ): Promise<R> {
    const { ClientRequestToken: token, ...parameters } = request;
    if (token === undefined) return action();
    const asked = JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
    const before = this.#answered.get(token);
    if (before) {
      if (before.operation === operation && before.request === asked) return before.response as Promise<R>;
      throw new AwsError(
        "IdempotentParameterMismatchException",
        `The client request token was used by another ${before.operation} request`,
      );
    }
    const response = action();
    this.#answered.set(token, { operation, request: asked, response });
    // What failed may succeed at the next attempt.
    response.catch(() => this.#answered.delete(token));
    const [oldest] = this.#answered.keys();
    if (this.#answered.size > REMEMBERED && oldest !== undefined) this.#answered.delete(oldest);
    return response;
  }
}
