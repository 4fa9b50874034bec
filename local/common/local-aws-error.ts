/** The local AWS cannot run as asked. The message says why and what to do; no stack is needed. */
export class LocalAwsError extends Error {
  override name = "LocalAwsError";
}
