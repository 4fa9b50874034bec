import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { moveBody, removeBody } from "./bodies.ts";
import { KeyIndex } from "./key-index.ts";
import { compareKeys } from "./key-order.ts";
import type { StoredObject } from "./stored-object.ts";

/** One line of the journal. `temp`: the file, in the bucket's `tmp`, that the body was written to. */
export type JournalRecord =
  | { put: StoredObject; temp?: string; upload?: string }
  | { delete: string; path: string };

export interface Recovered {
  objects: KeyIndex<StoredObject>;
  /** Multipart uploads that were completed; what is left of their parts may go. */
  completedUploads: Set<string>;
  lastSequencer: string;
}

// Records that no longer say anything are dropped at open once there are as many as that, and as objects.
const MAX_DEAD_RECORDS = 1000;

/**
 * Reads a bucket's journal and finishes what it promised: the record is written first, the body moved into its
 * place afterwards, so a crash in between leaves a body in `tmp` that a live record names. Every other file there
 * is an upload that never completed.
 */
export async function recoverBucket(folder: string): Promise<Recovered> {
  const journal = join(folder, "objects.jsonl");
  const temps = join(folder, "tmp");
  const bodies = join(folder, "objects");
  for (const path of [temps, bodies]) mkdirSync(path, { recursive: true });

  const { lines, isTorn } = await readLines(journal);
  const objects = new KeyIndex<StoredObject>();
  const tempOf = new Map<string, string | undefined>();
  const removed = new Map<string, string>();
  const completedUploads = new Set<string>();
  let lastSequencer = "";
  for (const record of lines) {
    if ("delete" in record) {
      objects.delete(record.delete);
      tempOf.delete(record.delete);
      removed.set(record.path, record.delete);
      continue;
    }
    const { put, temp, upload } = record;
    objects.set(put.key, put);
    // A change of metadata alone has no body of its own: the one before it stays to be moved.
    if (temp !== undefined) tempOf.set(put.key, temp);
    if (upload !== undefined) completedUploads.add(upload);
    if (put.sequencer > lastSequencer) lastSequencer = put.sequencer;
  }

  const keyOf = new Map([...tempOf].map(([key, temp]) => [temp, key]));
  for (const name of readdirSync(temps)) {
    const object = objects.get(keyOf.get(name) ?? "");
    if (object) moveBody(join(temps, name), bodies, object.path);
    else rmSync(join(temps, name), { recursive: true });
  }
  for (const [path, key] of removed) if (objects.get(key)?.path !== path) removeBody(bodies, path);

  const dead = lines.length - objects.size;
  if (isTorn || dead > Math.max(MAX_DEAD_RECORDS, objects.size)) await rewrite(journal, objects);
  return { objects, completedUploads, lastSequencer };
}

/** The whole records of a journal; a last one that a crash cut off does not count, nor does a damaged one. */
async function readLines(path: string): Promise<{ lines: JournalRecord[]; isTorn: boolean }> {
  if (!existsSync(path)) return { lines: [], isTorn: false };
  const text = await readFile(path, "utf8");
  const lines: JournalRecord[] = [];
  let isTorn = text !== "" && !text.endsWith("\n");
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      lines.push(JSON.parse(line));
    } catch {
      isTorn = true;
    }
  }
  return { lines, isTorn };
}

async function rewrite(path: string, objects: KeyIndex<StoredObject>): Promise<void> {
  const sorted = [...objects.values()].sort((a, b) => compareKeys(a.key, b.key));
  const fresh = await open(`${path}.new`, "w");
  try {
    await fresh.writeFile(sorted.map((put) => `${JSON.stringify({ put })}\n`).join(""));
    await fresh.datasync();
  } finally {
    await fresh.close();
  }
  await rename(`${path}.new`, path);
}
