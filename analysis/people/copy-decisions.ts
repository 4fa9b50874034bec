import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { decisionsPath, readDecisions } from "./decision-ledger.ts";
import { peoplePath } from "./person-ids.ts";

export interface CopiedDecisions {
  /** Decisions that the other folder has and this one had not. */
  copied: number;
  /** Decisions that were not copied, because other decisions were made here. */
  left: number;
}

/**
 * Copies the decisions about people from another data folder, with the ids that people have there. Where other
 * decisions were made here, nothing is copied: which of them holds is for the user to say.
 */
export async function copyDecisions(from: string, to: string): Promise<CopiedDecisions> {
  if (resolve(from) === resolve(to)) return { copied: 0, left: 0 };
  const [theirs, own] = [await readDecisions(from), await readDecisions(to)];
  const isContinued = own.every((decision, i) => JSON.stringify(decision) === JSON.stringify(theirs[i]));
  const copied = theirs.length - own.length;
  if (!isContinued) return { copied: 0, left: theirs.length };
  if (copied <= 0) return { copied: 0, left: 0 };
  await copyFile(decisionsPath(from), decisionsPath(to));
  await copyFile(peoplePath(from), peoplePath(to)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  return { copied, left: 0 };
}
