import { counted, thousands } from "../../core/counted.ts";
import type { PhotoItem } from "../../core/photo-record.ts";
import { outcomeInWords } from "../charts/outcomes.ts";
import type { Unreachable } from "../photos/find-photos.ts";
import { printable } from "../terminal/printable.ts";
import { pad, textWidth } from "../terminal/text-width.ts";

/** What became of a photo: the outcome's name, and why. */
export interface Outcome {
  photo: string;
  status: string;
  reason: string | null;
  message: string | null;
}

/** As the pipeline's table tells it. */
export const outcomeOf = (photo: string, { Status, Reason, Message }: PhotoItem): Outcome => ({
  photo,
  status: Status,
  reason: Reason ?? null,
  message: Message ?? null,
});

/** More photos than these are summed up by reason. */
const LISTED = 10;
/** Of each reason, so many are named. */
const NAMED = 3;

/** Photos that were not kept: each with its reason where they are few or `verbose` is asked, else counted by reason. */
export function outcomeLines(outcomes: Outcome[], verbose = false): string[] {
  const left = outcomes.filter(({ status }) => status !== "DONE");
  return verbose || left.length <= LISTED ? listed(left) : summed(left);
}

/** `fanny9.jpg  not kept: The only face is too blurred` */
function listed(left: Outcome[]): string[] {
  const words: Record<string, string> = { REJECTED: "not kept", DUPLICATE: "duplicate", FAILED: "failed" };
  const width = Math.min(40, Math.max(0, ...left.map(({ photo }) => textWidth(printable(photo)))));
  return left.map(
    ({ photo, status, message, reason }) =>
      `${pad(printable(photo), width)}  ${words[status] ?? status}: ${printable(message ?? outcomeInWords(status, reason))}`,
  );
}

function summed(left: Outcome[]): string[] {
  const rows = left.map(({ photo, status, reason }) => ({ photo, why: outcomeInWords(status, reason) }));
  return [`Not kept: ${counted(left.length, "photo")} (--verbose lists all)`, ...byReason(rows)];
}

/** Photos that could not be read or sent, in the same way. */
export function failedLines(failed: Unreachable[], verbose = false): string[] {
  if (verbose || failed.length <= LISTED)
    return failed.map(({ photo, message }) => `${printable(photo)}  failed: ${printable(message)}`);
  const rows = failed.map(({ photo, message }) => ({ photo, why: printable(message) }));
  return [`Failed: ${counted(failed.length, "photo")} (--verbose lists all)`, ...byReason(rows)];
}

/** `  12  no face found: a.jpg, b.jpg, c.jpg, …`, the most frequent first */
function byReason(photos: { photo: string; why: string }[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { photo, why } of photos) {
    const group = groups.get(why) ?? [];
    groups.set(why, group);
    group.push(photo);
  }
  const rows = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const width = thousands(rows[0]![1].length).length;
  return rows.map(([why, names]) => {
    const named = names.slice(0, NAMED).map(printable).join(", ");
    return `  ${pad(thousands(names.length), width, true)}  ${why}: ${named}${names.length > NAMED ? ", …" : ""}`;
  });
}
