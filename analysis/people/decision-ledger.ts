import { join } from "node:path";
import { readLines, rewriteLines, withLines } from "../files/line-file.ts";
import { CommandError } from "../terminal/command.ts";
import type { Decision, NewDecision } from "./decisions.ts";

export const decisionsPath = (datas: string) => join(datas, "decisions.jsonl");

/** All decisions of the file, oldest first; none when there is no file. */
export async function readDecisions(datas: string): Promise<Decision[]> {
  return parse(datas, await readLines(decisionsPath(datas)));
}

/**
 * Holds the ledger while `decide` looks at what was decided so far and says what to add; nothing is added for
 * undefined. No other process decides meanwhile, so numbers are never given twice.
 */
export async function extendLedger(
  datas: string,
  decide: (known: Decision[]) => NewDecision | undefined | Promise<NewDecision | undefined>,
): Promise<Decision | undefined> {
  return await withLines(decisionsPath(datas), async (lines, append) => {
    const known = parse(datas, lines);
    const made = await decide(known);
    if (made === undefined) return undefined;
    const id = known.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
    const decision: Decision = { id, at: new Date().toISOString(), ...made };
    await append([decision]);
    return decision;
  });
}

/** Replaces the ledger by what `change` makes of it, while nobody else decides. */
export async function rewriteDecisions(
  datas: string,
  change: (known: Decision[]) => Decision[],
): Promise<void> {
  await rewriteLines(decisionsPath(datas), (lines) => change(parse(datas, lines)));
}

function parse(datas: string, lines: string[]): Decision[] {
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
