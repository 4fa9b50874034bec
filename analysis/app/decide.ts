import { counted } from "../../core/counted.ts";
import { decisionInWords } from "../people/decision-words.ts";
import { explainRefusal } from "../people/explain-refusal.ts";
import type { Change, People } from "../people/people.ts";
import { DecisionRefused, type Refusal } from "../people/refusal.ts";
import { togetherInWords } from "../people/together.ts";
import type { PageDecision, PageVerb } from "../report/decision.ts";
import { HttpError } from "./http-response.ts";

type Of<V extends PageVerb> = Extract<PageDecision, { verb: V }>;

const DECIDE: { [V in PageVerb]: (people: People, decision: Of<V>) => Promise<Change> } = {
  name: (people, { person, name, isShared = false }) => people.name(person, name, { isShared }),
  merge: (people, { into, person }) => people.merge(into, person),
  distinct: (people, { people: [a, b] }) => people.different(a, b),
  split: (people, decision) => people.split(decision.faces),
  move: (people, decision) => people.move(decision.faces, decision.person),
  ignore: (people, decision) => people.ignore(decision.faces),
  notThisPerson: (people, decision) => people.notThisPerson(decision.faces, decision.person),
  undo: (people, { id }) => people.undo(id),
};

/**
 * Carries a decision of the page out, and says what was done. @throws HttpError where it is refused
 */
export async function decide(people: People, decision: PageDecision): Promise<string> {
  try {
    const carryOut = DECIDE[decision.verb] as (people: People, decision: PageDecision) => Promise<Change>;
    return said(await carryOut(people, decision));
  } catch (error) {
    if (!(error instanceof DecisionRefused)) throw error;
    const { reason } = error;
    const person = reason.code === "NAME_TAKEN" ? reason.by.id : undefined;
    throw new HttpError(409, reason.code, inWords(reason), person);
  }
}

function said({ decision, undone, droppedName, together }: Change): string {
  if (decision.type === "undo") return undone ? `Undone: ${decisionInWords(undone)}` : "Undone";
  const dropped = droppedName === undefined ? "" : `; the name ${droppedName} is dropped`;
  const mind = together === undefined ? "" : `, but ${togetherInWords(together)}`;
  return `${decisionInWords(decision)}${dropped}${mind}`;
}

/** The page explains refusals in its own words: those of the command line name commands. */
function inWords(reason: Refusal): string {
  switch (reason.code) {
    case "NAME_TAKEN": {
      const { name, by, person } = reason;
      return `${by.id} is called ${name} too (${counted(by.faces, "face")}). Is ${person.id} the same person?`;
    }
    case "CONTRADICTS":
      return `That contradicts an earlier decision: ${reason.decisions.map(decisionInWords).join("; ")}. Undo what was wrong (Decisions), then decide again.`;
    case "UNKNOWN_PERSON":
      return `There is no ${reason.person} any more.`;
    case "FACE_IGNORED":
      return `${reason.face} is ignored. Move it to somebody first.`;
    case "NOTHING_TO_UNDO":
    case "UNKNOWN_DECISION":
      return "There is nothing left to undo.";
    default:
      return explainRefusal(reason);
  }
}

/** Whether this is a decision of the page: a program may send anything. */
export function isDecision(value: unknown): value is PageDecision {
  if (typeof value !== "object" || value === null) return false;
  const { verb, ...rest } = value as Record<string, unknown>;
  const shape = SHAPES[verb as PageVerb];
  return Object.hasOwn(SHAPES, String(verb)) && Object.entries(shape).every(([key, is]) => is(rest[key]));
}

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === "string" && value.length <= 1000;
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const twoTexts: Check = (value) => texts(value) && (value as unknown[]).length === 2;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const SHAPES: Record<PageVerb, Record<string, Check>> = {
  name: { person: text, name: text, isShared: optional((value) => typeof value === "boolean") },
  merge: { into: text, person: text },
  distinct: { people: twoTexts },
  split: { faces: texts },
  move: { faces: texts, person: text },
  ignore: { faces: texts },
  notThisPerson: { faces: texts, person: text },
  undo: { id: optional(Number.isSafeInteger) },
};
