import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { explainFileError } from "../terminal/explain-file-error.ts";

interface Place {
  /** Path below the folder that was named, with `/`. */
  inside: string;
}

export interface Walked {
  files: (Place & { path: string; bytes: number })[];
  /** A file or folder that cannot be read; a folder's `inside` ends in `/`. */
  unreachable: (Place & { isFolder: boolean; message: string })[];
  hidden: (Place & { isFolder: boolean })[];
}

/** A link without any that leads nowhere may well have led to a folder. */
const EXTENSION = /\.\w{1,5}$/;

interface Walk extends Walked {
  /** Real paths of the folders that were read: each is read once, so that links lead in no circle. */
  seen: Set<string>;
  /** Folders behind links. Read last: what is below the folder itself is called by its own path. */
  links: (Place & { path: string })[];
}

/** All files below a folder, in the order of their names, but for those in the folders of these real paths. */
export async function walkFolder(folder: string, without: Iterable<string> = []): Promise<Walked> {
  const walk: Walk = { files: [], unreachable: [], hidden: [], seen: new Set(without), links: [] };
  await readFolder(walk, folder, "");
  for (let link = walk.links.shift(); link; link = walk.links.shift()) {
    await readFolder(walk, link.path, link.inside);
  }
  const inOrder = (a: Place, b: Place) => (a.inside < b.inside ? -1 : 1);
  const { files, unreachable, hidden } = walk;
  return { files: files.sort(inOrder), unreachable: unreachable.sort(inOrder), hidden };
}

/** `inside` is empty for the folder that was named, and ends in `/` for the others. */
async function readFolder(walk: Walk, path: string, inside: string): Promise<void> {
  let entries: Dirent[];
  try {
    const real = await realpath(path);
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    walk.unreachable.push({ inside, isFolder: true, message: reasonOf(error, inside) });
    return;
  }
  for (const entry of entries) await readEntry(walk, join(path, entry.name), inside + entry.name, entry);
}

async function readEntry(walk: Walk, path: string, inside: string, entry: Dirent): Promise<void> {
  if (entry.name.startsWith(".")) {
    walk.hidden.push({ inside, isFolder: entry.isDirectory() });
    return;
  }
  try {
    // Of a link: what it leads to.
    const info = await stat(path);
    if (info.isDirectory()) {
      if (entry.isSymbolicLink()) walk.links.push({ path, inside: `${inside}/` });
      else await readFolder(walk, path, `${inside}/`);
    } else if (info.isFile()) walk.files.push({ path, inside, bytes: info.size });
    else {
      const message = "It is a pipe, a socket or a device, not a file";
      walk.unreachable.push({ inside, isFolder: false, message });
    }
  } catch (error) {
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && !EXTENSION.test(entry.name));
    const message = entry.isSymbolicLink() ? linkReason(error) : reasonOf(error, entry.name);
    walk.unreachable.push({ inside: isFolder ? `${inside}/` : inside, isFolder, message });
  }
}

const linkReason = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === "ENOENT"
    ? "A link to something that is not there; fix or remove it"
    : explainFileError(error as NodeJS.ErrnoException);

/** Bytes that are no UTF-8 come as U+FFFD: by such a name nothing is found. */
const reasonOf = (error: unknown, name: string) =>
  (error as NodeJS.ErrnoException).code === "ENOENT" && name.includes("\ufffd")
    ? "Its name is not UTF-8; rename it"
    : explainFileError(error as NodeJS.ErrnoException);
