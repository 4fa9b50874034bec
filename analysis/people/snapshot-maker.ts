import { applyDecisions } from "./apply-decisions.ts";
import type { ActiveDecision } from "./decisions.ts";
import { FaceFinder, refOf } from "./face-finder.ts";
import type { FaceGraph } from "./face-graph.ts";
import { groupByLooks, JOIN_AT } from "./group-by-looks.ts";
import { compareIds, keepPersonIds, type PeopleFile } from "./person-ids.ts";
import { Placement } from "./placement.ts";
import type { Person, Snapshot } from "./snapshot.ts";

interface Parts {
  graph: FaceGraph;
  /** Who was who at the last run. */
  file: PeopleFile;
  /** Mean similarity that joins two groups, percent. */
  joinAt: number;
}

/** Groups faces by their looks, once, then applies decisions as often as they change; people keep their ids meanwhile. */
export class SnapshotMaker {
  readonly #graph: FaceGraph;
  readonly #joinAt: number;
  readonly #finder: FaceFinder;
  readonly #looks: number[][];
  readonly #lookOf: Int32Array;
  #nextNumber: number;
  /** Faces of people who were joined with others, should they be taken apart again. */
  #former: Map<string, number[]>;

  constructor({ graph, file, joinAt }: Parts) {
    this.#graph = graph;
    this.#joinAt = joinAt;
    this.#finder = new FaceFinder(graph.faces);
    this.#looks = groupByLooks(graph, joinAt);
    this.#lookOf = new Int32Array(graph.faces.length);
    for (const [look, places] of this.#looks.entries())
      for (const place of places) this.#lookOf[place] = look;
    this.#nextNumber = file.next;
    const before = Object.entries({ ...file.former, ...file.people });
    this.#former = new Map(before.map(([id, refs]) => [id, this.#finder.findAll(refs)]));
  }

  /** The id of the next person who is new. */
  get newId(): string {
    return `P${this.#nextNumber}`;
  }

  /** The group by looks that a face is in, by place. */
  lookOf(place: number): number {
    return this.#lookOf[place]!;
  }

  /** @param before who was who until now: they keep their ids */
  next(decisions: ActiveDecision[], before?: Snapshot): Snapshot {
    const { placement, missing } = applyDecisions(new Placement(this.#graph, this.#looks), decisions, {
      joinAt: this.#joinAt,
      finder: this.#finder,
    });
    const groups = placement.groups.flatMap((places, group) =>
      places.length === 0 ? [] : [{ places, group, ...placement.identities.get(group) }],
    );
    groups.sort((a, b) => b.places.length - a.places.length || a.places[0]! - b.places[0]!);
    const known = new Map([...this.#former, ...(before ? memberships(before, decisions) : [])]);
    const voting = groups.map(({ places, id }) => ({
      places,
      voters: places.filter((place) => !placement.placedBy.has(place)),
      id,
    }));
    const { ids, next } = keepPersonIds(voting, known, this.#nextNumber);
    this.#nextNumber = next;
    const people = groups.map(({ places, name, born }, i): Person => {
      return { id: ids[i]!, name: name?.text ?? null, born: born?.date ?? null, places };
    });
    people.sort((a, b) => b.places.length - a.places.length || compareIds(a.id, b.id));
    const present = new Set(ids);
    this.#former = new Map([...known].filter(([id]) => !present.has(id)));
    const home: (Person | undefined)[] = new Array(this.#graph.faces.length).fill(undefined);
    for (const person of people) for (const place of person.places) home[place] = person;
    return { people, home, placement, missing };
  }

  /** The content of people.json. */
  remembered({ people }: Snapshot): PeopleFile {
    const refs = (places: number[]) => places.map((place) => refOf(this.#graph.faces[place]!));
    return {
      next: this.#nextNumber,
      ...(this.#joinAt !== JOIN_AT && { joinAt: this.#joinAt }),
      people: Object.fromEntries(people.map(({ id, places }) => [id, refs(places)])),
      former: Object.fromEntries([...this.#former].map(([id, places]) => [id, refs(places)])),
    };
  }
}

/** Who was who, for the ids: who was there because of a decision that was undone does not say. */
function memberships(
  { people, placement: { placedBy } }: Snapshot,
  decisions: ActiveDecision[],
): Map<string, number[]> {
  const stands = new Set(decisions.map(({ id }) => id));
  const isSound = (place: number) => stands.has(placedBy.get(place) ?? -1) || !placedBy.has(place);
  return new Map(people.map(({ id, places }) => [id, places.filter(isSound)]));
}
