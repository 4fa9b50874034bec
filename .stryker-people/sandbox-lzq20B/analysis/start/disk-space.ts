// @ts-nocheck
import { type Dirent, existsSync } from "node:fs";
import { readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../terminal/command.ts";

/** What is kept of a photo beside its bytes: answers, thumbnails, history, tables. */
const BYTES_PER_PHOTO = 150_000;
/** The face models, converted once. */
const MODELS_BYTES = 65_000_000;
/** Left free, so that what is under way can be written to its end. */
const RESERVE_BYTES = 100_000_000;
const WATCH_MILLISECONDS = 500;

export type FreeBytes = (folder: string) => Promise<number>;

const freeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

export interface SpaceGuard {
  /** Aborted when a disk gets full. */
  signal: AbortSignal;
  stop(): void;
}

/**
 * Watches the disks of these folders, so that a run ends in order before they are full. The reason of its signal is the
 * error for the user.
 *
 * @param bytes of the photos of this run
 * @throws CommandError where there is too little space from the start
 */
export async function guardSpace(
  { state, datas }: { state?: string; datas: string },
  photos: readonly { bytes: number }[],
  free = freeBytes,
): Promise<SpaceGuard> {
  const folders = [...(state === undefined ? [] : [state]), datas];
  const hasModels = state === undefined || existsSync(join(state, "models"));
  const total =
    photos.reduce((sum, { bytes }) => sum + bytes + BYTES_PER_PHOTO, 0) + (hasModels ? 0 : MODELS_BYTES);
  const first = await shortest(folders, free);
  // What an earlier run has left is looked for only where it makes the difference.
  const isTight = first.bytes < total + RESERVE_BYTES;
  const there = isTight && state !== undefined ? await bytesBelow(state) : 0;
  const needed = Math.max(0, total - there) + RESERVE_BYTES;
  if (first.bytes < needed) throw diskFull(first.folder, first.bytes, needed);

  const controller = new AbortController();
  const timer = setInterval(async () => {
    const now = await shortest(folders, free).catch(() => undefined);
    if (!now || now.bytes >= RESERVE_BYTES / 2) return;
    clearInterval(timer);
    // More than was thought, or another program's: at least what is missing now.
    const left = needed - Math.max(0, first.bytes - now.bytes);
    controller.abort(diskFull(now.folder, now.bytes, Math.max(RESERVE_BYTES, left)));
  }, WATCH_MILLISECONDS);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

async function shortest(folders: string[], free: FreeBytes): Promise<{ folder: string; bytes: number }> {
  const all = await Promise.all(folders.map(async (folder) => ({ folder, bytes: await free(folder) })));
  return all.reduce((least, other) => (other.bytes < least.bytes ? other : least));
}

const diskFull = (folder: string, free: number, needed: number) =>
  new CommandError(
    `The disk of ${folder} is full: ${megabytes(free)} are free, this run needs about ${megabytes(needed)}. ` +
      "Free some space, or choose another disk (--state, --datas); the same command goes on from here.",
  );

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;

async function bytesBelow(folder: string): Promise<number> {
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile()))
    bytes += (await stat(join(parentPath, name)).catch(() => ({ size: 0 }))).size;
  return bytes;
}
