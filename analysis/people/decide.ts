import { commandLine } from "../../core/command-line.ts";
import { CommandError } from "../terminal/command.ts";
import type { Change, People } from "./people.ts";

type Decide = (people: People, words: string[], options: { sharedName: boolean }) => Promise<Change>;

interface Verb {
  /** Its words: `FACE… PERSON|new`. */
  usage: string;
  min: number;
  max: number;
  decide: Decide;
}

const MANY = Number.POSITIVE_INFINITY;
const last = (words: string[]) => words.at(-1)!;

/** The decisions of the command line. */
const VERBS: Record<string, Verb> = {
  name: {
    usage: "PERSON NAME",
    min: 2,
    max: 2,
    decide: (people, [who, name], { sharedName }) => people.name(who!, name!, { isShared: sharedName }),
  },
  merge: {
    usage: "PERSON PERSON",
    min: 2,
    max: 2,
    decide: (people, [keep, gone]) => people.merge(keep!, gone!),
  },
  move: {
    usage: "FACE… PERSON|new",
    min: 2,
    max: MANY,
    decide: (people, words) => people.move(words.slice(0, -1), last(words)),
  },
  split: { usage: "FACE…", min: 1, max: MANY, decide: (people, words) => people.split(words) },
  not: {
    usage: "FACE… PERSON",
    min: 2,
    max: MANY,
    decide: (people, words) => people.notThisPerson(words.slice(0, -1), last(words)),
  },
  same: { usage: "A B", min: 2, max: 2, decide: (people, [a, b]) => people.same(a!, b!) },
  different: { usage: "A B", min: 2, max: 2, decide: (people, [a, b]) => people.different(a!, b!) },
  ignore: { usage: "FACE|PERSON…", min: 1, max: MANY, decide: (people, words) => people.ignore(words) },
  born: { usage: "PERSON DATE", min: 2, max: 2, decide: (people, [who, date]) => people.born(who!, date!) },
  undo: {
    usage: "[N]",
    min: 0,
    max: 1,
    decide: (people, [id]) => people.undo(id === undefined ? undefined : numberOf(id)),
  },
};

export const DECISION_USAGE = Object.entries(VERBS)
  .map(([verb, { usage }]) => `${verb} ${usage}`)
  .join(" | ");

export const isDecision = (verb: string | undefined): verb is string =>
  verb !== undefined && Object.hasOwn(VERBS, verb);

/**
 * Takes the decision that the words of the command line ask for: `merge P1 P2`, `move alice1.jpg#2 Anna`.
 *
 * @throws CommandError for too few or too many words; DecisionRefused
 */
export async function decide(
  people: People,
  [verb, ...words]: string[],
  options: { sharedName: boolean },
): Promise<Change> {
  const { usage, min, max, decide } = VERBS[verb!]!;
  if (words.length < min || words.length > max) {
    throw new CommandError(`Usage: ${commandLine("people")} ${verb} ${usage}`);
  }
  return await decide(people, words, options);
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new CommandError(
    `"${text}" is not the number of a decision. List them: ${commandLine("people")} decisions`,
  );
}
