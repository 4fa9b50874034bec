import { decisionInWords } from "../../people/decision-words.ts";
import type { People } from "../../people/people.ts";
import type { PeopleState, ReviewItem } from "../payload.ts";

/** More questions than anybody answers in one go; each answer brings new ones. */
const MAX_QUESTIONS = 500;

/**
 * Who is who, for the page.
 * @param placeOf place of a face in the page by its FaceId
 */
export function peopleState(people: People, placeOf: Map<string, number>): PeopleState {
  const { faces } = people.graph;
  const inPage = (place: number) => placeOf.get(faces[place]!.faceId)!;
  const confidence = new Map(people.rows().map((row) => [row.faceId, row.confidence]));
  return {
    people: people.list().map(({ id, name, born, places }) => ({
      id,
      ...(name === null ? {} : { name }),
      ...(born === null ? {} : { born }),
      faces: places.map(inPage),
      confidence: places.map((place) => rounded(confidence.get(faces[place]!.faceId) ?? null)),
    })),
    ignored: people.ignored().map(({ faceId }) => placeOf.get(faceId)!),
    review: questions(people, placeOf),
    decisions: people
      .decisions()
      .filter(({ state }) => state === "in force" || state === "overwritten")
      .map(({ decision, state }) => ({
        id: decision.id,
        at: decision.at,
        text: `${decisionInWords(decision)}${state === "overwritten" ? " (overruled by a later decision)" : ""}`,
      })),
  };
}

/** Merges first: one answer there saves many. */
function questions(people: People, placeOf: Map<string, number>): ReviewItem[] {
  const merges = people.suggestedMerges().map(
    ({ a, b, mean, best }): ReviewItem => ({
      kind: "merge",
      a,
      b,
      // The most similar pair, each beside its own person.
      faces: people.personOf(best.a)?.id === a ? pair(best.a, best.b) : pair(best.b, best.a),
      mean: Math.round(mean),
    }),
  );
  const byId = new Map(people.list().map((person) => [person.id, person]));
  const suspects = people.suspects().map(({ faceId, person, own, better }): ReviewItem => {
    const other = byId.get(person)?.places.find((place) => people.graph.faces[place]!.faceId !== faceId);
    return {
      kind: "suspect",
      a: person,
      ...(better && { b: better.person }),
      faces: pair(faceId, other === undefined ? undefined : people.graph.faces[other]!.faceId),
      mean: Math.round(own),
    };
  });
  return [...merges, ...suspects].slice(0, MAX_QUESTIONS);

  function pair(one: string, other: string | undefined): [number, number?] {
    const second = other === undefined ? undefined : placeOf.get(other);
    return second === undefined ? [placeOf.get(one)!] : [placeOf.get(one)!, second];
  }
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
