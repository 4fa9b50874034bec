/** What can be decided. Faces are FaceIds, people `P1`. */
export type Decision =
  | { verb: "name"; person: string; name: string; another?: boolean }
  | { verb: "merge"; person: string; into: string }
  | { verb: "split"; faces: string[] }
  | { verb: "move"; faces: string[]; person: string }
  | { verb: "ignore"; faces: string[] }
  | { verb: "notThisPerson"; faces: string[]; person: string }
  | { verb: "same"; faces: [string, string] }
  | { verb: "different"; faces: [string, string] }
  | { verb: "undo"; id?: number };

/** The words after `people` that decide the same on the command line. */
export function commandWords(decision: Decision): string[] {
  switch (decision.verb) {
    case "name":
      return ["name", decision.person, decision.name];
    case "merge":
      return ["merge", decision.into, decision.person];
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
    /^[\w@%+=:,./#-]+$/.test(word) && !word.startsWith("#") ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return `npx tsx analysis/people.ts ${quoted.join(" ")}`;
}
