// @ts-nocheck
import { commandLine } from "../../../../core/command-line.ts";
import type { PageDecision } from "../../decision.ts";

export type Decision = PageDecision;

/** The words after `people` that decide the same on the command line. */
export function commandWords(decision: Decision): string[] {
  switch (decision.verb) {
    case "name":
      return ["name", decision.person, decision.name];
    case "merge":
      return ["merge", decision.into, decision.person];
    case "distinct":
      return ["different", ...decision.people];
    case "move":
      return ["move", ...decision.faces, decision.person];
    case "notThisPerson":
      return ["not", ...decision.faces, decision.person];
    case "undo":
      return decision.id === undefined ? ["undo"] : ["undo", String(decision.id)];
    default:
      return [decision.verb, ...decision.faces];
  }
}

/** A command for bash and zsh: words that a shell would read otherwise are quoted. */
export function command(decision: Decision): string {
  const quoted = commandWords(decision).map((word) =>
    /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return `${commandLine("people")} ${quoted.join(" ")}`;
}
