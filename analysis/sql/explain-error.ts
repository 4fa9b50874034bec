import { lineWithMark } from "./error-position.ts";

interface DuckDBError {
  exception_type: string;
  exception_message: string;
  /** In bytes, from the start of the whole text. */
  position?: string;
}

/**
 * DuckDB's message, where in the text it is, and what to do about it. It is asked for messages as JSON, for the position
 * that it marks by itself is wrong or missing after the first statement.
 * @param skipped bytes that were put before the text
 */
export function explainDuckDBError(error: Error, text: string, skipped = 0): string {
  const message = error.message.replace(/^Failed to extract statements: /, "");
  const details = parsed(message);
  if (!details) return withAdvice(message);
  const where =
    details.position === undefined ? undefined : lineWithMark(text, Number(details.position) - skipped);
  const what = `${details.exception_type} Error: ${details.exception_message.trimEnd()}`;
  return withAdvice(where === undefined ? what : `${what}\n\n${where}`);
}

function parsed(message: string): DuckDBError | undefined {
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
