import { renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CommandError } from "../terminal/command.ts";

/** Said before any SQL runs, which may take long or change the database. @throws CommandError when `out` cannot be a file */
export function checkOut(out: string): void {
  const folder = dirname(resolve(out));
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) {
    throw new CommandError(
      `Expected a folder for ${out}, found none at ${folder}. Make it first, or give another.`,
    );
  }
  if (!isFolder) {
    throw new CommandError(`Expected a folder for ${out}, found that ${folder} is a file. Give another.`);
  }
  if (statSync(resolve(out), { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`Expected a file name for --out, found the folder ${out}. Add a name to it.`);
  }
}

/** Writes a file through a temporary one beside it: `out` is whole or as it was. */
export async function replaceFile<T>(out: string, write: (temporary: string) => T | Promise<T>): Promise<T> {
  const temporary = resolve(`${out}.${process.pid}.tmp`);
  try {
    const result = await write(temporary);
    renameSync(temporary, out);
    return result;
  } finally {
    rmSync(temporary, { force: true });
  }
}
