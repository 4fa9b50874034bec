import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../command.ts";

export interface FoundFile {
  /** Path in the data folder, with `/`; for another folder of searches, as if it were `searches/` in it. */
  path: string;
  /** Where it really is. */
  file: string;
  bytes: number;
  /** Time of its last change, milliseconds since 1970. */
  modified: number;
}

/** Folders that hold results; `searchs` is what earlier systems call `searches`. */
const RESULT_FOLDERS = ["detect-faces", "index-faces", "keep-faces", "photos", "thumbnails"];
const SEARCH_FOLDERS = ["searchs", "searches"];

/**
 * The files of a data folder by their path, in order. Read without giving way to other work: a hundred thousand
 * files take a second so, and several when each waits for its turn.
 * @param searches another folder of searches, whose files come before the data folder's own
 * @throws CommandError when `datas` or `searches` is not a folder that can be read
 */
export function scanFolder(datas: string, searches?: string): Map<string, FoundFile> {
  const files = new Map<string, FoundFile>();
  assertFolder(datas);
  for (const folder of [...RESULT_FOLDERS, ...SEARCH_FOLDERS]) collect(join(datas, folder), folder, files);
  if (searches !== undefined) {
    assertFolder(searches);
    collect(searches, "searches", files);
  }
  return files;
}

function collect(folder: string, path: string, files: Map<string, FoundFile>): void {
  let entries: { name: string; isDirectory(): boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return;
    throw new CommandError(`Cannot read the folder ${folder}: ${(error as Error).message}`);
  }
  for (const entry of entries) {
    const file = `${folder}/${entry.name}`;
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) collect(file, name, files);
    else {
      // A file that is gone again by now, or a link to nowhere, is not there.
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isFile()) files.set(name, { path: name, file, bytes: stats.size, modified: stats.mtimeMs });
    }
  }
}

function assertFolder(folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`Expected a folder at ${folder}, found none.`);
  }
}
