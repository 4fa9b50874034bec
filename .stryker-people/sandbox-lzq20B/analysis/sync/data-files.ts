// @ts-nocheck
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  futimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { PlannedObject } from "./plan.ts";

/** Half-written files stand here, on the same disk as their destination, until they are renamed. */
const INCOMING = ".incoming";

export interface DataFiles {
  /** Writes the file whole or not at all, with the object's time. */
  write(path: string, content: Uint8Array, modified: number): void;
  remove(path: string): void;
  close(): void;
}

/**
 * Writes below `datas`. Without giving way to other work, since for files this small the round through another
 * thread takes longer than the writing.
 */
export function dataFiles(datas: string): DataFiles {
  const root = resolve(datas);
  const incoming = join(root, INCOMING);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  const folders = new Set<string>();
  const temporary = join(incoming, "file");
  const within = (path: string) => {
    const file = resolve(root, path);
    if (!file.startsWith(root + sep)) throw new Error(`${file} is not below ${root}`);
    return file;
  };
  return {
    write(path, content, modified) {
      const file = within(path);
      const folder = dirname(file);
      if (!folders.has(folder)) {
        mkdirSync(folder, { recursive: true });
        folders.add(folder);
      }
      const descriptor = openSync(temporary, "w");
      try {
        let written = 0;
        while (written < content.length) written += writeSync(descriptor, content, written);
        futimesSync(descriptor, modified / 1000, modified / 1000);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, file);
    },
    remove(path) {
      const file = within(path);
      rmSync(file, { force: true });
      folders.clear();
      for (
        let folder = dirname(file);
        dirname(folder) !== root && folder !== root;
        folder = dirname(folder)
      ) {
        try {
          rmdirSync(folder);
        } catch {
          break;
        }
      }
    },
    close: () => rmSync(incoming, { recursive: true, force: true }),
  };
}

/** Whether the file that is there already has the object's content, by MD5, which most objects have as ETag. */
export function isSameContent({ file, bytes, etag }: PlannedObject): boolean {
  if (!file || file.bytes !== bytes || !/^[0-9a-f]{32}$/.test(etag)) return false;
  return createHash("md5").update(readFileSync(file.file)).digest("hex") === etag;
}

/** Whether the disk takes names that differ in case for one. */
export function foldsCase(datas: string): boolean {
  mkdirSync(datas, { recursive: true });
  const probe = join(datas, `.case-${randomBytes(4).toString("hex")}`);
  closeSync(openSync(probe, "w"));
  try {
    return existsSync(join(datas, probe.slice(datas.length + 1).toUpperCase()));
  } finally {
    rmSync(probe, { force: true });
  }
}
