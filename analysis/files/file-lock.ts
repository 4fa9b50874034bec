import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** The lock is held for the moment of a write. Older than this, milliseconds, it was left behind. */
const STALE_AFTER = 30_000;

/**
 * Runs `use` while no other process (nor another call of this one) runs under the same lock file; waits for them. A
 * lock that a killed process left behind is taken over.
 */
export async function withFileLock<T>(path: string, use: () => Promise<T>): Promise<T> {
  const token = `${process.pid} ${randomBytes(4).toString("hex")}`;
  while (!(await claim(path, token))) {
    await breakIfStale(path, `${path}.${token.replace(" ", "-")}`);
    await sleep(5 + Math.random() * 20);
  }
  try {
    return await use();
  } finally {
    await rm(path, { force: true });
  }
}

async function claim(path: string, token: string): Promise<boolean> {
  const failure = await writeFile(path, token, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => error);
  if (failure && failure.code !== "EEXIST") throw failure;
  return !failure;
}

async function breakIfStale(path: string, aside: string): Promise<void> {
  const [holder, info] = await Promise.all([
    readFile(path, "utf8").catch(() => undefined),
    stat(path).catch(() => undefined),
  ]);
  if (holder === undefined || !info) return; // Released meanwhile.
  if (isAlive(Number.parseInt(holder, 10)) && Date.now() - info.mtimeMs < STALE_AFTER) return;
  const failure = await rename(path, aside).catch((error: NodeJS.ErrnoException) => error);
  if (failure) return;
  // Somebody else may have broken it first and claimed it: then it goes back to them.
  if ((await readFile(aside, "utf8")) !== holder) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** A holder that has not yet written its number is alive. */
function isAlive(pid: number): boolean {
  if (Number.isNaN(pid)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // Alive, but another user's.
  }
}
