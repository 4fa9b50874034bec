import { existsSync, readFileSync } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { LocalAwsError } from "./common/local-aws-error.ts";

/** Another local AWS runs on this state folder. */
export class StateInUseError extends LocalAwsError {
  override name = "StateInUseError";
}

interface Holder {
  pid: number;
  /** When that process began, as the system counts it: a later process of the same number is another one. */
  born?: string;
}

/** Folders held by this very process: its number alone cannot tell that. */
const held = new Set<string>();

/**
 * Claims a state folder for this process until `release`. A process that was killed leaves its lock behind; the next
 * one takes it over.
 *
 * @throws StateInUseError when a living process holds it
 * @throws LocalAwsError when the folder cannot be written to
 */
export async function lockState(folder: string): Promise<{ release(): Promise<void> }> {
  const state = resolve(folder);
  if (held.has(state)) throw inUse(state, process.pid);
  held.add(state); // Before anything is waited for: two calls of one process look alike on the disk.
  const lock = join(state, "region.lock");
  try {
    await mkdir(state, { recursive: true });
    await claim(state, lock);
  } catch (error) {
    held.delete(state);
    throw unwritable(state, error as NodeJS.ErrnoException);
  }
  return {
    async release() {
      await rm(lock, { force: true });
      held.delete(state);
    },
  };
}

const REFUSALS: Record<string, string> = {
  EEXIST: "which is a file",
  ENOTDIR: "which is below a file",
  ENOENT: "which cannot be made there",
  EACCES: "where writing is not allowed",
  EPERM: "where writing is not allowed",
  EROFS: "which is on a read-only disk",
  ENOSPC: "whose disk is full",
};

/** What the disk refuses, the user can fix: the message says how. */
function unwritable(state: string, error: NodeJS.ErrnoException): Error {
  const why = REFUSALS[error.code ?? ""];
  if (error instanceof LocalAwsError || why === undefined) return error;
  return new LocalAwsError(
    `Cannot write to the state folder ${state}, ${why}. Choose another folder with --state DIR.`,
  );
}

const TAKEOVERS = 5;

async function claim(state: string, lock: string): Promise<void> {
  const own = `${lock}.${process.pid}`;
  const me: Holder = { pid: process.pid, ...bornOf(process.pid) };
  await writeFile(own, JSON.stringify(me));
  try {
    for (let attempt = 0; ; attempt++) {
      // A link appears whole or not at all, and never over another.
      const failure = await link(own, lock).catch((error: NodeJS.ErrnoException) => error);
      if (!failure) return;
      if (failure.code !== "EEXIST") throw failure;
      const holder = await readHolder(lock);
      if (holder && (attempt >= TAKEOVERS || isAlive(holder))) throw inUse(state, holder.pid);
      await rm(lock, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

const inUse = (state: string, pid: number) =>
  new StateInUseError(
    `Process ${pid} runs the local AWS on the state folder ${state}. ` +
      "Stop that one, or choose another folder with --state DIR.",
  );

async function readHolder(lock: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(lock, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return false; // This process has no lock yet: an earlier one with the same number left it.
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // Alive, but another user's.
  }
  const { born } = bornOf(holder.pid);
  return born === undefined || holder.born === undefined || born === holder.born;
}

/** Linux tells when a process began (field 22 of its stat, after the name in parentheses); others do not say. */
function bornOf(pid: number): { born?: string } {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return {};
  const text = readFileSync(file, "utf8");
  const born = text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  return born === undefined ? {} : { born };
}
