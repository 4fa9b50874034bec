import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeAtomically } from "../tables/ledger/write-atomically.ts";
import { CommandError } from "../terminal/command.ts";

/** A face as a decision remembers it: enough to find it again after a re-index gave it another FaceId. */
export interface FaceRef {
  faceId: string;
  photo: string;
  /** Place in the answer of DetectFaces, from 1. */
  ordinal: number;
  /** Shares of the upright photo: left, top, width, height. */
  box?: [number, number, number, number];
  /** ETag of the photo: finds it under another name. */
  etag?: string;
}

/** What a user decided about faces. `ignore` takes a face out of all groups: a stranger, a poster. */
export type Verdict =
  | { type: "same"; faces: [FaceRef, FaceRef] }
  | { type: "different"; faces: [FaceRef, FaceRef] }
  | { type: "name"; name: string; faces: FaceRef[] }
  | { type: "ignore"; faces: [FaceRef] }
  | { type: "undo"; undoes: number };

/** `id` counts from 1 in the order of the file; it is what `undo` names. */
export type Decision = Verdict & { id: number; at: string };
export type Standing = Exclude<Decision, { type: "undo" }>;

export const decisionsPath = (datas: string) => join(datas, "decisions.jsonl");

/** All decisions of the file, oldest first; none when there is no file. A last line that was cut off is left out. */
export async function readDecisions(datas: string): Promise<Decision[]> {
  const text = await readFile(decisionsPath(datas), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const lines = text.split("\n");
  // Whole lines end in a line feed, so what follows the last one was never completed.
  lines.pop();
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as Decision];
    } catch {
      throw new CommandError(
        `Expected one JSON object per line in ${decisionsPath(datas)}; line ${i + 1} is not one. Mend or remove it.`,
      );
    }
  });
}

/** Appends a decision and returns it with its number. */
export async function appendDecision(datas: string, verdict: Verdict): Promise<Decision> {
  const path = decisionsPath(datas);
  const known = await readDecisions(datas);
  const id = known.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
  const decision: Decision = { id, at: new Date().toISOString(), ...verdict };
  await mkdir(dirname(path), { recursive: true });
  const text = await readFile(path, "utf8").catch(() => "");
  // A line that a crash cut off must not swallow the new one.
  if (!text.endsWith("\n") && text !== "")
    await writeAtomically(path, text.slice(0, text.lastIndexOf("\n") + 1));
  await appendFile(path, `${JSON.stringify(decision)}\n`);
  return decision;
}

/** The decisions that were not undone, oldest first. */
export function standing(decisions: Decision[]): Standing[] {
  const undone = new Set(decisions.flatMap((decision) => (decision.type === "undo" ? decision.undoes : [])));
  return decisions.filter(
    (decision): decision is Standing => decision.type !== "undo" && !undone.has(decision.id),
  );
}

/** The decision that `undo` without a number takes back: the latest that stands. */
export function lastStanding(decisions: Decision[]): Standing | undefined {
  return standing(decisions).at(-1);
}

/** `3: same alice1.jpg#1 and alice2.jpg#1 (2026-11-25)`. */
export function describe(decision: Standing): string {
  const faces = decision.faces.map(({ photo, ordinal }) => `${photo}#${ordinal}`);
  const what =
    decision.type === "name"
      ? `name ${JSON.stringify(decision.name)} for ${faces[0]}${faces.length > 1 ? ` and ${faces.length - 1} more` : ""}`
      : `${decision.type} ${faces.join(" and ")}`;
  return `${decision.id}: ${what} (${decision.at.slice(0, 10)})`;
}
