import { asDuckDBError, DuckDBError } from "../tables/duckdb-error.ts";
import { CommandError } from "../terminal/command-error.ts";

/**
 * DuckDB's message, where in the text it is, and what to do about it.
 *
 * @param skipped bytes that were put before the text
 */
export function explainDuckDBError(error: unknown, text: string, skipped = 0): CommandError {
  const known = asDuckDBError(error, text, skipped) as Error;
  const advice = known instanceof DuckDBError && isForbidden(known) ? `\n\n${READ_ONLY}` : "";
  return new CommandError(`${known.message}${advice}`, { cause: known });
}

const READ_ONLY =
  "Only reading the database is allowed. --write allows the rest: changes, and files read or written by SQL.";

// Of a change where only reading is allowed, and of a locked setting, DuckDB says no more than that the input is invalid;
// of a file that is named like a table (FROM 'labels.csv'), that there is no such table.
const isForbidden = ({ type, message }: DuckDBError) =>
  type === "Permission" ||
  (type === "Invalid Input" && /read-only mode|configuration has been locked/.test(message)) ||
  (type === "Catalog" &&
    /^Catalog Error: Table with name \S*(\/|\.(csv|tsv|json|ndjson|jsonl|parquet|gz|xlsx) )/.test(message));
