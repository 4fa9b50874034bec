import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { decisionsPath, readDecisions } from "./decision-ledger.ts";
import { peoplePath } from "./person-ids.ts";

export interface BroughtDecisions {
  /** Decisions that the other folder has and this one had not. */
  brought: number;
  /** Decisions that were not brought, because others were made here. */
  left: number;
}

/**
 * Brings the decisions about people from another data folder, with the ids that people have there. Where other
 * decisions were made here, nothing is brought: which of them holds is for the user to say.
 */
export async function bringDecisions(from: string, to: string): Promise<BroughtDecisions> {
  if (resolve(from) === resolve(to)) return { brought: 0, left: 0 };
  const [theirs, own] = [await readDecisions(from), await readDecisions(to)];
  const isContinued = own.every((decision, i) => JSON.stringify(decision) === JSON.stringify(theirs[i]));
  const brought = theirs.length - own.length;
  if (!isContinued) return { brought: 0, left: theirs.length };
  if (brought <= 0) return { brought: 0, left: 0 };
  await copyFile(decisionsPath(from), decisionsPath(to));
  await copyFile(peoplePath(from), peoplePath(to)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  return { brought, left: 0 };
}
