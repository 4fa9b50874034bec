// @ts-nocheck
import { renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CommandError } from "../terminal/command.ts";

/** Said before any SQL runs, which may take long or change the database. @throws CommandError when `out` cannot be a file */
export function checkOut(out: string): void {
  const folder = dirname(resolve(out));
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) {
    throw new CommandError(`No folder ${folder} to write ${out} to. Make it first, or give another path.`);
  }
  if (!isFolder) {
    throw new CommandError(`Cannot write ${out}: ${folder} is a file. Give another path.`);
  }
  if (statSync(resolve(out), { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`--out ${out} is a folder. Add a file name.`);
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
