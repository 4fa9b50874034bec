import type { ActiveDecision, Decision } from "./decisions.ts";
import type { Placement } from "./placement.ts";
import type { PersonSummary } from "./refusal.ts";

export interface Person {
  /** `P1`: the same from run to run. */
  id: string;
  name: string | null;
  /** 2019, 2019-05 or 2019-05-31. */
  born: string | null;
  /** Best known first: by place in the tables. */
  places: number[];
}

export const summaryOf = ({ id, name, places }: Person): PersonSummary => ({
  id,
  name,
  faces: places.length,
});

/** Who is who once all decisions were applied. */
export interface Snapshot {
  /** Largest first. */
  people: Person[];
  /** Person of each face by place; undefined where it is ignored. */
  home: (Person | undefined)[];
  placement: Placement;
  missing: ActiveDecision[];
}

/** A face that is with another person than before; null: with nobody, for it is ignored. */
export interface MovedFace {
  faceId: string;
  faceKey: string;
  from: string | null;
  to: string | null;
}

/** The changes that a decision made. */
export interface Difference {
  moved: MovedFace[];
  /** People who are new, gone, or whose name, date of birth or faces are others now. */
  people: { before: Person | null; after: Person | null }[];
}

export function difference(before: Snapshot, after: Snapshot): Difference {
  const moved = after.placement.graph.faces.flatMap(({ faceId, faceKey }, place): MovedFace[] => {
    const [from, to] = [before.home[place]?.id ?? null, after.home[place]?.id ?? null];
    return from === to ? [] : [{ faceId, faceKey, from, to }];
  });
  const touched = new Set(moved.flatMap(({ from, to }) => [from, to]));
  const [former, present] = [before, after].map(
    ({ people }) => new Map(people.map((person) => [person.id, person])),
  ) as [Map<string, Person>, Map<string, Person>];
  const people = [...new Set([...former.keys(), ...present.keys()])].flatMap((id) => {
    const [was, is] = [former.get(id) ?? null, present.get(id) ?? null];
    const isSame = was !== null && is !== null && was.name === is.name && was.born === is.born;
    return isSame && !touched.has(id) ? [] : [{ before: was, after: is }];
  });
  return { moved, people };
}

/** The name that nobody has any more after the second person of a merge became the first. */
export function droppedName(decision: Decision, { people }: Snapshot): string | undefined {
  if (decision.type !== "merge") return undefined;
  const [kept, gone] = decision.people.map((ref) => people.find(({ id }) => id === ref.person)?.name);
  return kept && gone && kept !== gone ? gone : undefined;
}
