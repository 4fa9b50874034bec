import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../../core/files/write-atomically.ts";
import { parseEntry } from "../../common/append-log.ts";
import type { Bodies } from "./bodies.ts";
import { KeyIndex } from "./key-index.ts";
import { compareKeys } from "./key-order.ts";
import type { DeleteMarker, StoredObject, Version } from "./stored-object.ts";
import {
  findVersion,
  isObject,
  NULL_VERSION,
  type Versions,
  withoutVersion,
  withUpdate,
  withVersion,
} from "./versions.ts";

/**
 * One line of the journal. `temp`: the file, in the bucket's `tmp`, that the body was written to; without, the body
 * is the one that was there. `update` changes what is said of a version, in its place.
 */
export type JournalRecord =
  | { put: StoredObject; temp?: string; upload?: string }
  | { marker: DeleteMarker }
  | { update: StoredObject }
  | { delete: string; version?: string };

export interface Recovered {
  index: KeyIndex<Versions>;
  /** Completed multipart uploads, whose remaining parts may be deleted. */
  completedUploads: Set<string>;
  lastSequencer: string;
}

// Obsolete records are dropped at open once there are at least this many, and at least as many as versions.
const MAX_DEAD_RECORDS = 1000;

/**
 * Reads a bucket's journal and finishes what it promised: the record is written first, the bodies moved into their
 * places afterwards, so a crash in between leaves them where the record before had them.
 */
export async function recoverBucket(folder: string, bodies: Bodies): Promise<Recovered> {
  const journal = join(folder, "objects.jsonl");
  const { lines, isTorn } = await readLines(journal);
  const { temps, dropped, ...recovered } = replay(lines);
  const { index } = recovered;
  restoreBodies(join(folder, "tmp"), bodies, index, temps);
  for (const object of dropped) {
    const newest = index.get(object.key)?.[0];
    if (!isObject(newest) || newest.path !== object.path) bodies.removeNewest(object);
  }
  let live = 0;
  for (const versions of index.values()) live += versions.length;
  if (isTorn || lines.length - live > Math.max(MAX_DEAD_RECORDS, live)) await rewrite(journal, index);
  return recovered;
}

/** The state after all records, with each version's temporary file by sequencer, and the deleted versions. */
function replay(lines: JournalRecord[]) {
  const index = new KeyIndex<Versions>();
  const temps = new Map<string, string>();
  const dropped = new Set<StoredObject>();
  const completedUploads = new Set<string>();
  let lastSequencer = "";
  const change = (key: string, to: (before: Versions) => Versions) => {
    const before = index.get(key) ?? [];
    const after = to(before);
    for (const version of before) if (isObject(version) && !after.includes(version)) dropped.add(version);
    if (after.length > 0) index.set(key, after);
    else index.delete(key);
  };
  const add = (version: Version) => {
    change(version.key, (before) => withVersion(before, version));
    if (version.sequencer > lastSequencer) lastSequencer = version.sequencer;
  };
  for (const record of lines) {
    if ("delete" in record) {
      change(record.delete, (before) => withoutVersion(before, record.version ?? NULL_VERSION));
    } else if ("marker" in record) add(record.marker);
    else if ("update" in record) change(record.update.key, (before) => withUpdate(before, record.update));
    else {
      const { put, upload } = record;
      const replaced = findVersion(index.get(put.key) ?? [], put.versionId ?? NULL_VERSION);
      const temp = record.temp ?? temps.get(replaced?.sequencer ?? "");
      if (temp !== undefined) temps.set(put.sequencer, temp);
      if (upload !== undefined) completedUploads.add(upload);
      add(put);
    }
  }
  return { index, temps, dropped, completedUploads, lastSequencer };
}

/** Moves every body that is not yet where the index has it, and removes what belongs to no version. */
function restoreBodies(
  temporary: string,
  bodies: Bodies,
  index: KeyIndex<Versions>,
  temps: ReadonlyMap<string, string>,
): void {
  mkdirSync(temporary, { recursive: true });
  const arrived = new Set(readdirSync(temporary));
  const old = bodies.noncurrent();
  const tempOf = ({ sequencer }: Version) => {
    const name = temps.get(sequencer);
    return name !== undefined && arrived.has(name) ? join(temporary, name) : undefined;
  };
  for (const versions of index.values()) {
    // Older ones first: they leave the place that the newest one takes.
    for (let i = versions.length - 1; i > 0; i--) {
      const version = versions[i]!;
      if (!isObject(version) || old.delete(version.sequencer)) continue;
      const from = tempOf(version) ?? join(bodies.objects, version.path);
      if (!existsSync(from)) continue;
      bodies.archive(version, from);
      if (!isObject(versions[0])) bodies.removeNewest(version);
    }
    const newest = versions[0];
    if (!isObject(newest)) continue;
    const temp = tempOf(newest);
    if (temp !== undefined) bodies.moveToNewest(temp, newest);
    else if (old.delete(newest.sequencer))
      bodies.moveToNewest(join(bodies.versions, newest.sequencer), newest);
  }
  for (const name of readdirSync(temporary)) rmSync(join(temporary, name), { recursive: true });
  for (const sequencer of old) bodies.removeOld(sequencer);
}

/**
 * The whole records of a journal; a last one that a crash cut off does not count.
 * @throws LocalAwsError for a damaged one: without it an object would be gone, and its older versions deleted
 */
async function readLines(path: string): Promise<{ lines: JournalRecord[]; isTorn: boolean }> {
  if (!existsSync(path)) return { lines: [], isTorn: false };
  const text = await readFile(path, "utf8");
  const whole = text.split("\n");
  const isTorn = whole.pop() !== "";
  const lines = whole.map((line, i) => parseEntry<JournalRecord>(line, path, i + 1));
  return { lines, isTorn };
}

/** A fresh journal: for each key, from its oldest version to its newest. */
async function rewrite(path: string, index: KeyIndex<Versions>): Promise<void> {
  const keys = [...index.values()].sort(([a], [b]) => compareKeys(a?.key ?? "", b?.key ?? ""));
  const records = keys.flatMap((versions) =>
    versions
      .map((version): JournalRecord => (isObject(version) ? { put: version } : { marker: version }))
      .reverse(),
  );
  await writeAtomically(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
