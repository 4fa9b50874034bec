import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeAtomically } from "../tables/ledger/write-atomically.ts";
import { CommandError } from "../terminal/command.ts";
import type { Decision, Verdict } from "./decisions.ts";
import { withFileLock } from "./file-lock.ts";

export const decisionsPath = (datas: string) => join(datas, "decisions.jsonl");

/** All decisions of the file, oldest first; none when there is no file. A last line that was cut off is left out. */
export async function readDecisions(datas: string): Promise<Decision[]> {
  const text = await readText(decisionsPath(datas));
  const lines = text.split("\n");
  // Whole lines end in a line feed, so what follows the last one was never completed.
  lines.pop();
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as Decision];
    } catch {
      throw new CommandError(
        `Line ${i + 1} of ${decisionsPath(datas)} is not a JSON object. Repair or remove that line.`,
      );
    }
  });
}

/**
 * Holds the ledger while `decide` looks at what was decided so far and says what to add; nothing is added for
 * undefined. No other process decides meanwhile, so numbers are never given twice.
 */
export async function extendLedger(
  datas: string,
  decide: (known: Decision[]) => Verdict | undefined | Promise<Verdict | undefined>,
): Promise<Decision | undefined> {
  const path = decisionsPath(datas);
  await mkdir(dirname(path), { recursive: true });
  return await withFileLock(`${path}.lock`, async () => {
    const known = await readDecisions(datas);
    const verdict = await decide(known);
    if (verdict === undefined) return undefined;
    const id = known.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
    const decision: Decision = { id, at: new Date().toISOString(), ...verdict };
    const text = await readText(path);
    // A line that a crash cut off must not swallow the new one.
    if (!text.endsWith("\n") && text !== "")
      await writeAtomically(path, text.slice(0, text.lastIndexOf("\n") + 1));
    await appendFile(path, `${JSON.stringify(decision)}\n`, { flush: true });
    return decision;
  });
}

/** Replaces the ledger by what `change` makes of it, while nobody else decides. */
export async function rewriteLedger(datas: string, change: (known: Decision[]) => Decision[]): Promise<void> {
  const path = decisionsPath(datas);
  if ((await readText(path)) === "") return;
  await withFileLock(`${path}.lock`, async () => {
    const lines = change(await readDecisions(datas)).map((decision) => `${JSON.stringify(decision)}\n`);
    await writeAtomically(path, lines.join(""));
  });
}

const readText = (path: string) =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
