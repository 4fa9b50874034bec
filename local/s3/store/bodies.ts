import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmdirSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";

// These are synchronous on purpose: together with the change of the index in memory they happen in one turn of the
// event loop, so that no reader can pair the description of one write with the bytes of another.

/** Puts the body at `from` into its place, over what was there. */
export function moveBody(from: string, bodies: string, path: string): void {
  const to = join(bodies, path);
  try {
    renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

/** Removes a body, and the folders that this leaves empty. */
export function removeBody(bodies: string, path: string): void {
  try {
    unlinkSync(join(bodies, path));
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
      rmdirSync(join(bodies, folder));
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"].some((code) => hasCode(error, code))) throw error;
  }
}

/** Opens a body of known size for reading; a body that was changed behind this server's back is refused. */
export function openBody(bodies: string, path: string, size: number): number {
  const file = join(bodies, path);
  const fd = openSync(file, "r");
  const found = fstatSync(fd).size;
  if (found === size) return fd;
  closeSync(fd);
  throw new Error(`Expected ${size} bytes in ${file}, as they were stored, but found ${found}`);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
