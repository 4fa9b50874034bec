// @ts-nocheck
import { getSystemErrorName } from "node:util";
import { lineWithMark } from "./error-position.ts";

/** What DuckDB says of an error as JSON, which every connection of ours is set to (`errors_as_json`). */
interface Details {
  exception_type: string;
  exception_message: string;
  /** In bytes, from the start of the whole text. */
  position?: string;
  /** The system's number, where the system refused something. */
  errno?: string;
}

/** An error of DuckDB: codes for programs, a message for people. */
export class DuckDBError extends Error {
  override name = "DuckDBError";
  /** As DuckDB calls it: `Permission`, `Binder`, `IO`. */
  readonly type: string;
  /** The system's name for it, as Node's errors have it: `ENOSPC`. */
  readonly code: string | undefined;

  constructor(details: Details, where: string | undefined, cause: unknown) {
    const what = `${details.exception_type} Error: ${details.exception_message.trimEnd()}`;
    super(where === undefined ? what : `${what}\n\n${where}`, { cause });
    this.type = details.exception_type;
    this.code = details.errno === undefined ? undefined : getSystemErrorName(-Number(details.errno));
  }
}

/**
 * The error as one that programs can act on, if it is DuckDB's; else as it is. Says where in the text it is: the
 * position that DuckDB marks by itself is wrong or missing after the first statement.
 *
 * @param skipped bytes that were put before the text
 */
export function asDuckDBError(error: unknown, text?: string, skipped = 0): unknown {
  if (!(error instanceof Error) || error instanceof DuckDBError) return error;
  const details = detailsOf(error.message);
  if (!details) return error;
  const { position } = details;
  const isPlaced = text !== undefined && position !== undefined;
  return new DuckDBError(
    details,
    isPlaced ? lineWithMark(text, Number(position) - skipped) : undefined,
    error,
  );
}

/** The parser puts what it is and what it did before the JSON. */
function detailsOf(message: string): Details | undefined {
  const json = /^(?:[A-Z][\w ]*: )*(\{"exception_type":.*\})$/s.exec(message)?.[1];
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
