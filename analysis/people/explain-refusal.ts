import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { CommandError } from "../terminal/command.ts";
import { printable } from "../terminal/printable.ts";
import { describe } from "./decisions.ts";
import { LONGEST_NAME, type NameFault } from "./person-name.ts";
import { DecisionRefused, type PersonSummary, type Refusal, type RefusalCode } from "./refusal.ts";

const LIST = commandLine("people");
const faces = (count: number) => counted(count, "face");
/** A person in a sentence: `P1 Anna (12 faces)`. */
export const titled = ({ id, name, faces: count }: PersonSummary) =>
  `${id}${name === null ? "" : ` ${printable(name)}`} (${faces(count)})`;

const shortened = (text: string) => (text.length > LONGEST_NAME ? `${text.slice(0, 40)}…` : text);

const FAULTS: Record<NameFault, string> = {
  ID: "looks like the id of a person",
  KEYWORD: "is the word for a new person",
  FACE: "is the name of a face or a photo",
  CHARACTERS: "has a line break, or another character that cannot be seen",
  LENGTH: `is longer than ${LONGEST_NAME} characters`,
};

const WORDS: { [C in RefusalCode]: (refusal: Extract<Refusal, { code: C }>) => string } = {
  UNKNOWN_FACE: ({ face }) =>
    `No face ${printable(face)}. A face is a FaceId, photo#ordinal (alice1.jpg#1), or a photo with one kept face.`,
  SEVERAL_FACES: ({ photo, faces }) =>
    `${printable(photo)} has several faces: ${faces.map(printable).join(", ")}. Name one of them.`,
  FACE_NOT_KEPT: ({ face, reason }) =>
    `${printable(face)} was not kept: ${printable(reason)}. Only kept faces belong to people.`,
  UNKNOWN_PERSON: ({ person }) =>
    `No person ${printable(person)}. A person is an id (P1), a name, or one of their faces. List them: ${LIST}`,
  AMBIGUOUS_NAME: ({ name, people }) =>
    `Several people are called ${printable(name)}: ${people.map(titled).join(", ")}. Name one by its id.`,
  NAME_TAKEN: ({ name, person, by }) =>
    `${by.id} is ${printable(name)} too (${faces(by.faces)}): the same person? Then: ${LIST} merge ${by.id} ${person.id}\n` +
    `Two people of that name? Then add --shared-name.`,
  BAD_NAME: ({ name, fault }) =>
    `Nobody can be called "${shortened(printable(name))}": that ${FAULTS[fault]}. Give another name.`,
  EMPTY_NAME: () => "The name is empty. Give a name.",
  SAME_PERSON: ({ person }) => `Both are ${titled(person)}. Name two people.`,
  SAME_FACE: ({ face }) => `Both are the face ${printable(face)}. Name two faces.`,
  NOT_THEIRS: ({ face, person }) =>
    `${printable(face)} is not a face of ${titled(person)}. Name one of theirs.`,
  FACE_IGNORED: ({ face }) =>
    `${printable(face)} is ignored, so it is nobody's. Give it to somebody: ${LIST} move ${printable(face)} PERSON|new`,
  CONTRADICTS: ({ decisions }) =>
    `That contradicts what was decided before:\n${decisions.map((one) => `  ${printable(describe(one))}`).join("\n")}\n` +
    `Undo what was wrong (${LIST} undo N), then decide again.`,
  ALREADY_SO: () => "It is so already: nothing to change.",
  BAD_DATE: ({ text }) => `"${printable(text)}" is not a date. Write 2019, 2019-05 or 2019-05-31.`,
  FUTURE_DATE: ({ date }) => `${date} is in the future. Give the date of birth: 2019, 2019-05 or 2019-05-31.`,
  NO_FACES: () => "No face given. Name one at least.",
  NOTHING_TO_UNDO: () => "No decision to undo: none was made, or all are undone.",
  UNKNOWN_DECISION: ({ id }) => `No decision ${id}, or it was undone. List them: ${LIST} decisions`,
};

/** Why a decision was not taken, for the command line. */
export const explainRefusal = (refusal: Refusal): string =>
  (WORDS[refusal.code] as (refusal: Refusal) => string)(refusal);

/** What is refused in `use` is the user's to correct. */
export async function explained<T>(use: () => T | Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof DecisionRefused) throw new CommandError(explainRefusal(error.reason));
    throw error;
  }
}
