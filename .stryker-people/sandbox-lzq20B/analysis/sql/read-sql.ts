// @ts-nocheck
import { readFileSync } from "node:fs";
import { CommandError } from "../terminal/command-error.ts";

/**
 * The SQL of a file, or of standard input for `-`.
 *
 * @throws CommandError where it cannot be read
 */
export function readSql(file: string): string {
  try {
    // Some editors put a byte order mark first, which would move the place of errors.
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new CommandError(`Cannot read the SQL: ${(error as Error).message}`);
  }
}
