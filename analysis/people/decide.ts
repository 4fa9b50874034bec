import { CommandError } from "../terminal/command.ts";
import {
  appendDecision,
  type Decision,
  describe,
  lastStanding,
  readDecisions,
  standing,
  type Verdict,
} from "./decisions.ts";
import { applyDecisions, type KeptFace, refOf } from "./resolve.ts";
import type { GroupedPeople } from "./update-people.ts";

/**
 * Turns `same A B`, `different A B`, `name P NAME`, `ignore FACE` and `undo [N]` into a decision and notes it.
 *
 * @param grouped people as they are now
 * @throws CommandError for a face or person that is not there, and for a decision that contradicts others
 */
export async function decide(
  datas: string,
  [verb, ...words]: string[],
  { graph: { faces }, people }: Pick<GroupedPeople, "graph" | "people">,
): Promise<Decision> {
  if (verb === "undo") return await undo(datas, words[0]);
  const verdict = verdictOf(verb, words, faces, people);
  await assertConsistent(datas, verdict, faces);
  return await appendDecision(datas, verdict);
}

function verdictOf(
  verb: string | undefined,
  words: string[],
  faces: KeptFace[],
  people: GroupedPeople["people"],
): Verdict {
  const [first, second] = words;
  if ((verb === "same" || verb === "different") && words.length === 2) {
    const [a, b] = [faceOf(first!, faces), faceOf(second!, faces)];
    if (a === b) throw new CommandError(`Expected two faces, got ${a.faceKey} twice`);
    return { type: verb, faces: [refOf(a), refOf(b)] };
  }
  if (verb === "ignore" && words.length === 1) {
    return { type: "ignore", faces: [refOf(faceOf(first!, faces))] };
  }
  if (verb === "name" && words.length === 2 && second!.trim() !== "") {
    return { type: "name", name: second!.trim(), faces: personFaces(first!, faces, people).map(refOf) };
  }
  throw new CommandError(
    "Expected same FACE FACE, different FACE FACE, name PERSON NAME, ignore FACE or undo [N]; " +
      `got ${[verb, ...words].join(" ")}`,
  );
}

async function undo(datas: string, number: string | undefined): Promise<Decision> {
  const decisions = await readDecisions(datas);
  const wanted =
    number === undefined
      ? lastStanding(decisions)
      : standing(decisions).find(({ id }) => id === Number(number));
  if (!wanted) {
    throw new CommandError(
      number === undefined
        ? "There is no decision to undo."
        : `Expected the number of a decision that stands, got ${number}`,
    );
  }
  return await appendDecision(datas, { type: "undo", undoes: wanted.id });
}

/**
 * A decision may replace earlier ones about the very same faces. One that contradicts others by a chain is refused:
 * which of them was wrong is for the user to say.
 */
async function assertConsistent(datas: string, verdict: Verdict, faces: KeptFace[]): Promise<void> {
  if (verdict.type !== "same" && verdict.type !== "different") return;
  const decisions = standing(await readDecisions(datas));
  const before = new Set(applyDecisions(decisions, faces).conflicts.map(({ decision }) => decision.id));
  const candidate = { ...verdict, id: Number.MAX_SAFE_INTEGER, at: new Date().toISOString() };
  const { conflicts } = applyDecisions([...decisions, candidate], faces);
  const pair = verdict.faces
    .map(({ faceId }) => faceId)
    .sort()
    .join(" ");
  const broken = conflicts
    .map(({ decision }) => decision)
    .filter(({ id }) => !before.has(id))
    .filter(
      (decision) =>
        decision.faces
          .map(({ faceId }) => faceId)
          .sort()
          .join(" ") !== pair,
    );
  if (broken.length === 0) return;
  throw new CommandError(
    `That contradicts what was decided before:\n${broken.map((decision) => `  ${describe(decision)}`).join("\n")}\n` +
      "Undo what was wrong (npx tsx analysis/people.ts undo N), then decide again.",
  );
}

/** A face by FaceId, `photo#ordinal`, or a photo that has one kept face. */
export function faceOf<T extends KeptFace>(word: string, faces: T[]): T {
  const face = faces.find(({ faceId, faceKey }) => faceId === word || faceKey === word);
  if (face) return face;
  const ofPhoto = faces.filter(({ photo }) => photo === word);
  if (ofPhoto.length === 1) return ofPhoto[0]!;
  if (ofPhoto.length > 1) {
    const choices = ofPhoto.map(({ faceKey }) => faceKey).join(", ");
    throw new CommandError(`Expected one face, got ${word}, which has several: ${choices}`);
  }
  throw new CommandError(
    `Expected a kept face (a FaceId, or photo#ordinal such as alice1.jpg#1), got ${word}`,
  );
}

function personFaces(word: string, faces: KeptFace[], people: GroupedPeople["people"]): KeptFace[] {
  const isFace = faces.some(({ faceId, faceKey, photo }) => [faceId, faceKey, photo].includes(word));
  const person =
    people.find(({ id }) => id === word) ??
    people.find(({ name }) => name === word) ??
    (isFace ? people.find(({ faceIds }) => faceIds.includes(faceOf(word, faces).faceId)) : undefined);
  if (!person) {
    throw new CommandError(
      `Expected a person (P1, a name, or one of their faces), got ${word}. List them: npx tsx analysis/people.ts`,
    );
  }
  const members = new Set(person.faceIds);
  return faces.filter(({ faceId }) => members.has(faceId));
}
