import { TransientError } from "../core/errors.ts";

/** Names for broken connections, by the system's code; names that the SDK gives stay. */
const CODES = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

/** Names of errors that say nothing: an answer to HEAD has no body with a code. */
const NAMELESS = new Set(["Error", "Unknown", "UnknownError", "AbortError", "RequestTimeout", "429"]);

interface Fault extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/**
 * Runs `attempt`, and renames errors that are likely to pass, so that the state machine retries them: an error of the service (500
 * and above) or too many requests without a name of their own, and a connection that broke, also while a body was read.
 */
export async function retryable<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Error && isTransient(error))
      throw new TransientError(error.message, { cause: error });
    throw error;
  }
}

function isTransient({ name, code, $metadata, cause }: Fault): boolean {
  // Two requests for one object at the same time: worth a retry.
  if ($metadata?.httpStatusCode === 409) return true;
  if (!NAMELESS.has(name)) return false;
  const status = $metadata?.httpStatusCode ?? 0;
  const isOfService = status >= 500 || status === 408 || status === 429 || name === "RequestTimeout";
  const broke = [code, (cause as Fault | undefined)?.code].some(
    (each) => each !== undefined && CODES.has(each),
  );
  return isOfService || broke;
}
