import { printable } from "../terminal/printable.ts";
import { EXPLANATIONS, type Finding } from "./findings.ts";

/** Places named per kind; --json has all. */
const SHOWN = 5;

/** The differences, by kind. */
export function findingLines(findings: Finding[]): string[] {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const places = findings.filter((finding) => finding.kind === kind).map(({ where }) => printable(where));
    const more = places.length > SHOWN ? `, and ${places.length - SHOWN} more` : "";
    return [
      `${kind} (${places.length}): ${EXPLANATIONS[kind]}`,
      `  ${places.slice(0, SHOWN).join(", ")}${more}`,
    ];
  });
}
