import { place } from "./error-position.ts";

interface Failure {
  exception_type: string;
  exception_message: string;
  /** In bytes, from the start of the whole text. */
  position?: string;
}

/**
 * DuckDB's message, where in the text it is, and what to do about it. It is asked for messages as JSON, for the place
 * that it draws by itself is wrong or missing after the first statement.
 * @param skipped bytes that were put before the text
 */
export function explained(error: Error, text: string, skipped = 0): string {
  const message = error.message.replace(/^Failed to extract statements: /, "");
  const failure = parsed(message);
  if (!failure) return withAdvice(message);
  const where = failure.position === undefined ? undefined : place(text, Number(failure.position) - skipped);
  const what = `${failure.exception_type} Error: ${failure.exception_message.trimEnd()}`;
  return withAdvice(where === undefined ? what : `${what}\n\n${where}`);
}

function parsed(message: string): Failure | undefined {
  const json = /^(?:[A-Z][\w ]* Error: )?(\{"exception_type":.*\})$/s.exec(message)?.[1];
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function withAdvice(message: string): string {
  if (/read-only mode|disabled by configuration|configuration has been locked/i.test(message)) {
    return `${message}\n\nOnly reading the database is allowed. --write allows the rest: changes, and files read or written by SQL.`;
  }
  return message;
}
