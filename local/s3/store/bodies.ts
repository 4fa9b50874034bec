import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { StoredObject } from "./stored-object.ts";
import { isObject, type Versions } from "./versions.ts";

/**
 * The bytes of a bucket's objects: the newest version of each key in `objects/`, at its own path, to be browsed;
 * what it replaced in `versions/`, by sequencer.
 *
 * All of this is synchronous on purpose: together with the change of the index in memory it happens in one turn of
 * the event loop, so that no reader can pair the description of one write with the bytes of another.
 */
export class Bodies {
  readonly objects: string;
  readonly versions: string;

  constructor(folder: string) {
    this.objects = join(folder, "objects");
    this.versions = join(folder, "versions");
    for (const path of [this.objects, this.versions]) mkdirSync(path, { recursive: true });
  }

  /** Makes the files of a key be those of `after`, which were those of `before`; `temp` is the newest one's body. */
  arrange(before: Versions, after: Versions, temp?: string): void {
    const stays = new Set(after.map(({ sequencer }) => sequencer));
    for (const [i, version] of before.entries()) {
      if (i > 0 && isObject(version) && !stays.has(version.sequencer)) this.removeOld(version.sequencer);
    }
    const [was] = before;
    const [is] = after;
    if (was?.sequencer === is?.sequencer) return;
    if (isObject(was) && stays.has(was.sequencer)) this.archive(was);
    // A body that moves to the same path replaces it, and its folders stay in use.
    if (isObject(was) && !(isObject(is) && is.path === was.path)) this.removeNewest(was);
    if (isObject(is)) this.moveToNewest(temp ?? join(this.versions, is.sequencer), is);
  }

  /** Moves the body at `from` to the place of the key's newest version, replacing what is there. */
  moveToNewest(from: string, { path }: StoredObject): void {
    move(from, join(this.objects, path));
  }

  /** Moves the body of the formerly newest version to the older ones. */
  archive({ path, sequencer }: StoredObject, from = join(this.objects, path)): void {
    move(from, join(this.versions, sequencer));
  }

  /** Removes the body of a newest version, and the folders that this leaves empty. */
  removeNewest({ path }: StoredObject): void {
    unlink(join(this.objects, path));
    try {
      for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
        rmdirSync(join(this.objects, folder));
    } catch (error) {
      if (!hasCode(error, "ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR")) throw error;
    }
  }

  removeOld(sequencer: string): void {
    unlink(join(this.versions, sequencer));
  }

  /** The sequencers of the older versions whose bodies are there. */
  noncurrent(): Set<string> {
    return new Set(readdirSync(this.versions));
  }

  /** Opens a body for reading; one that was changed behind this server's back is refused. */
  open(object: StoredObject, isNewest: boolean): number {
    const file = isNewest ? join(this.objects, object.path) : join(this.versions, object.sequencer);
    const fd = openSync(file, "r");
    const found = fstatSync(fd).size;
    if (found === object.size) return fd;
    closeSync(fd);
    throw new Error(
      `${file} has ${found} bytes, ${object.size} were stored. Restore it, or put the object again.`,
    );
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

function unlink(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT", "ENOTDIR")) throw error;
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
