import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { withFileLock } from "./file-lock.ts";

/**
 * Files of one JSON object per line that several processes append to. Whole lines end in a line feed: what follows the
 * last one was never completed, counts for nothing, and is cut off before the next line is added. (`local/common/append-log.ts`
 * keeps to the same rule for files that one process has for itself, and many appends a second.)
 */

/** The whole lines, oldest first; none when there is no file. */
export async function readLines(path: string): Promise<string[]> {
  return wholeLines(await readText(path));
}

/** Adds lines and waits for the disk, under the file's lock. */
export async function appendObjects(path: string, objects: readonly object[]): Promise<void> {
  if (objects.length === 0) return;
  await mkdir(dirname(path), { recursive: true });
  await withFileLock(`${path}.lock`, () => append(path, objects));
}

/** Holds the file while `use` looks at its lines and adds to them; nobody else adds meanwhile. */
export async function withLines<T>(
  path: string,
  use: (lines: string[], append: (objects: readonly object[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  return await withFileLock(`${path}.lock`, async () =>
    use(await readLines(path), (objects) => append(path, objects)),
  );
}

/** Replaces the lines by what `change` makes of them, while nobody else adds; without a file there is nothing to do. */
export async function rewriteLines(
  path: string,
  change: (lines: string[]) => readonly object[],
): Promise<void> {
  if ((await readText(path)) === "") return;
  await withFileLock(`${path}.lock`, async () => {
    await writeAtomically(
      path,
      change(wholeLines(await readText(path)))
        .map(toLine)
        .join(""),
    );
  });
}

async function append(path: string, objects: readonly object[]): Promise<void> {
  if (await endsInsideLine(path)) {
    const text = await readText(path);
    await writeAtomically(path, text.slice(0, text.lastIndexOf("\n") + 1));
  }
  await appendFile(path, objects.map(toLine).join(""), { flush: true });
}

/** Looks at the last byte alone: such files grow long. */
async function endsInsideLine(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 10;
  } finally {
    await file.close();
  }
}

const toLine = (object: object) => `${JSON.stringify(object)}\n`;

const wholeLines = (text: string) => text.split("\n").slice(0, -1);

const readText = (path: string) =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
