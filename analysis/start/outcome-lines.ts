import { counted, thousands } from "../../core/counted.ts";
import { outcomeInWords } from "../charts/outcomes.ts";
import { printable } from "../terminal/printable.ts";
import { pad, textWidth } from "../terminal/text-width.ts";
import type { Outcome } from "./summary.ts";

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

/** `  12  no face found: a.jpg, b.jpg, c.jpg, …`, the most frequent first */
function summed(left: Outcome[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { photo, status, reason } of left) {
    const why = outcomeInWords(status, reason);
    groups.set(why, [...(groups.get(why) ?? []), printable(photo)]);
  }
  const rows = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const width = thousands(rows[0]![1].length).length;
  return [
    `Not kept: ${counted(left.length, "photo")} (--verbose lists all)`,
    ...rows.map(
      ([why, photos]) =>
        `  ${pad(thousands(photos.length), width, true)}  ${why}: ${photos.slice(0, NAMED).join(", ")}${photos.length > NAMED ? ", …" : ""}`,
    ),
  ];
}
