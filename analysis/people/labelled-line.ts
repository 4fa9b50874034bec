import { thousands } from "../../core/counted.ts";
import { printable } from "../terminal/printable.ts";

const SHOWN = 8;

/** Whom the names of the files speak of, most photos first: `IMG (212)` is no person, and spoils what is measured. */
export function labelledLine(labels: ReadonlyMap<string, string>): string {
  const counts = new Map<string, number>();
  for (const person of labels.values()) counts.set(person, (counts.get(person) ?? 0) + 1);
  const people = [...counts].sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1));
  const shown = people.slice(0, SHOWN).map(([person, count]) => `${printable(person)} (${thousands(count)})`);
  if (people.length > SHOWN) shown.push(`${thousands(people.length - SHOWN)} more`);
  return `People by the names of the files: ${shown.join(", ") || "none"}`;
}
