import { readFileSync } from "node:fs";
import { CommandError } from "../terminal/command-error.ts";
import { explainFileError } from "../terminal/explain-file-error.ts";

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
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "no such file" : explainFileError(error as Error);
    throw new CommandError(`Cannot read the SQL in ${file}: ${why}.`);
  }
}
