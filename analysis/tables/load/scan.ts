import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { RESULT_FOLDERS, SEARCH_FOLDERS } from "../../../core/key-layout.ts";
import { CommandError } from "../../terminal/command.ts";

/** There can be hundreds of thousands: what can be derived is not stored. */
export class FoundFile {
  /** What tells its content from another; see `etagOf`. Both are set when files are compared with what was loaded. */
  etag = "";
  /** Whether it was loaded before, in this content or another. */
  isKnown = false;
  constructor(
    /** The folder that `path` is in. */
    private readonly root: string,
    /** Path in the data folder, with `/`; for another folder of searches, as if it were `searches/` in it. */
    readonly path: string,
    readonly bytes: number,
    /** Time of its last change, milliseconds since 1970. */
    readonly modified: number,
    /** How much of the path's beginning is not in `root`. */
    private readonly skip: number,
  ) {}

  /** Where it really is. */
  get file(): string {
    return `${this.root}/${this.path.slice(this.skip)}`;
  }
}

/**
 * The files of a data folder by their path, in order. Read without giving way to other work: a hundred thousand
 * files take a second so, and several when each waits for its turn.
 * @param searches other folders of searches, whose files come before those of the data folder, the last ones first
 * @throws CommandError when `datas` or one of `searches` is not a folder that can be read
 */
export function scanFolder(datas: string, searches: string[] = []): Map<string, FoundFile> {
  const files = new Map<string, FoundFile>();
  assertFolder(datas);
  for (const folder of [...RESULT_FOLDERS, ...SEARCH_FOLDERS])
    collect({ root: datas, skip: 0 }, folder, files);
  for (const folder of searches) {
    assertFolder(folder);
    collect({ root: folder, skip: "searches/".length }, "searches", files);
  }
  return files;
}

interface Place {
  root: string;
  skip: number;
}

function collect({ root, skip }: Place, path: string, files: Map<string, FoundFile>): void {
  const folder = join(root, path.slice(skip));
  let entries: { name: string; isDirectory(): boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return;
    throw new CommandError(`Cannot read the folder ${folder}: ${(error as Error).message}`);
  }
  for (const entry of entries) {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) collect({ root, skip }, name, files);
    else {
      // A file that was deleted meanwhile, or a broken link.
      const stats = statSync(`${folder}/${entry.name}`, { throwIfNoEntry: false });
      if (stats?.isFile()) files.set(name, new FoundFile(root, name, stats.size, stats.mtimeMs, skip));
    }
  }
}

function assertFolder(folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`No folder ${folder}. Give the folder that holds the results.`);
  }
}
