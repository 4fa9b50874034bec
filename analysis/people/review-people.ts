import type { Review } from "./borderline.ts";
import type { FaceGraph } from "./face-graph.ts";
import type { Person, Snapshot } from "./snapshot.ts";
import type { PersonFace } from "./write-people-table.ts";

interface Grouping {
  graph: FaceGraph;
  /** Mean similarity that joined two groups, percent. */
  joinAt: number;
  /** The group by looks that a face is in. */
  lookOf(place: number): number;
}

type NamedReview = Omit<Review, "people"> & { people: Person[] };

/** People as they are, to be looked over. */
export function reviewOf({ people, placement }: Snapshot, { graph, joinAt, lookOf }: Grouping): NamedReview {
  // Faces are asked about person by person: the last answer is mostly the next one.
  let last: { person: number[]; look: number; places: Set<number> } | undefined;
  return {
    graph,
    people,
    joinAt,
    isApart: (here, there) => placement.between(here, there).length > 0,
    isDecided: (place) => placement.placedBy.has(place),
    takenFrom() {
      const personOf = new Map(people.map(({ places }, person) => [placement.home[places[0]!], person]));
      return new Map([...placement.takenFrom()].map(([place, group]) => [place, personOf.get(group)!]));
    },
    companions(place, person) {
      const look = lookOf(place);
      if (last?.person !== person || last.look !== look) {
        const places = person.filter((other) => lookOf(other) === look && !placement.placedBy.has(other));
        last = { person, look, places: new Set(places) };
      }
      return last.places;
    },
  };
}

/** Rows of the table `people`: with each face how much it is like the person's others; null where a decision says whose it is. */
export function personFaces(review: NamedReview): PersonFace[] {
  const { graph, people, companions, isDecided } = review;
  return people.flatMap(({ id, name, places }) =>
    places.map((place) => {
      const { faceId, faceKey } = graph.faces[place]!;
      const confidence = isDecided(place) ? undefined : graph.mean(place, companions(place, places));
      return { faceId, faceKey, person: id, name, confidence: confidence ?? null };
    }),
  );
}
