import { createReadStream } from "node:fs";
import { type FileHandle, open, rename, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { AppendFile } from "./append-file.ts";
import { LocalAwsError } from "./local-aws-error.ts";

export interface AppendLogOptions<T> {
  /** Called for every entry of the file, oldest first, before `openAppendLog` resolves. */
  onEntry(entry: T): void;
  /** Waits for the disk before an append answers: survives a power cut, not only a killed process. */
  durable?: boolean;
}

/**
 * A file of JSON entries, one per line, that only grows. An entry half written when the process died is dropped at
 * the next open; all others are kept.
 */
export interface AppendLog<T> {
  /** Resolves once the entry is written. Appends made meanwhile share one write. */
  append(entry: T): Promise<void>;
  /** Replaces the content, atomically. Only while no append is under way. */
  rewrite(entries: Iterable<T>): Promise<void>;
  close(): Promise<void>;
}

export async function openAppendLog<T>(
  file: string,
  { onEntry, durable = false }: AppendLogOptions<T>,
): Promise<AppendLog<T>> {
  await readEntries(file, onEntry);
  let appending = await AppendFile.open(file, durable);
  return {
    append: (entry) => appending.append(entry),
    async rewrite(entries) {
      // Not writeAtomically: there may be more entries than a string can hold.
      const fresh = `${file}.new`;
      const written = await open(fresh, "w");
      await writeLines(written, entries);
      await written.datasync();
      await written.close();
      await rename(fresh, file);
      await syncFolder(dirname(file));
      await appending.close();
      appending = await AppendFile.open(file, durable);
    },
    close: () => appending.close(),
  };
}

async function writeLines(handle: FileHandle, entries: Iterable<unknown>): Promise<void> {
  let chunk: string[] = [];
  for (const entry of entries) {
    if (chunk.push(`${JSON.stringify(entry)}\n`) < 1000) continue;
    await handle.appendFile(chunk.join(""));
    chunk = [];
  }
  await handle.appendFile(chunk.join(""));
}

/** Reads the whole lines and cuts off what follows the last one. */
async function readEntries<T>(file: string, onEntry: (entry: T) => void): Promise<void> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size === 0) return;
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const data: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
      line++;
      onEntry(parseEntry(data.toString("utf8", start, end), file, line));
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (rest.length > 0) await truncate(file, size - rest.length);
}

/** @throws LocalAwsError for a line that is whole and yet no JSON: a killed process leaves none, so the disk is damaged */
export function parseEntry<T>(text: string, file: string, line: number): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new LocalAwsError(
      `Line ${line} of ${file} is not JSON: "${text.slice(0, 40)}". Repair or remove that line.`,
      { cause },
    );
  }
}

/** So that the rename itself survives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined); // Windows opens no folders.
  await handle?.sync().catch(() => {});
  await handle?.close();
}
