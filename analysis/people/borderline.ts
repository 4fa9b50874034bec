import type { FaceGraph } from "./face-graph.ts";

/** Two people who may be one: their faces look alike, but not enough on average. */
export interface MergeSuggestion {
  a: string;
  b: string;
  /** Mean similarity of the pairs that are known, percent; not alike counts as 0. */
  mean: number;
  /** The most similar pair (FaceIds), to look at and decide about. */
  best: { a: string; b: string; similarity: number };
}

/** A face that fits the others of its person badly, or another person better. */
export interface Suspect {
  faceId: string;
  person: string;
  /** Mean similarity with the person's other faces, percent. */
  own: number;
  /** The person it would fit better. */
  better?: { person: string; mean: number };
}

/** People as the grouping left them, to be looked over. */
export interface Review {
  graph: FaceGraph;
  /** Id and places of each person. */
  people: { id: string; places: number[] }[];
  /** Mean similarity that joins two groups, percent. */
  joinAt: number;
  /** Whether it was decided that these are not one person. */
  isApart(here: ReadonlySet<number>, there: ReadonlySet<number>): boolean;
  /** Whether the user said whose face this is. */
  isDecided(place: number): boolean;
  /** By face that a decision took from somebody: which of the people that is now. */
  takenFrom(): ReadonlyMap<number, number>;
  /** The person's faces that a face was grouped with by its looks; others are there because the user said so. */
  companions(place: number, person: number[]): ReadonlySet<number>;
}

interface Between {
  one: number;
  two: number;
  sum: number;
  best: { a: number; b: number; similarity: number };
}

/**
 * Pairs of people worth a look: at least a quarter of what would have joined them, never on one photo together, nor
 * where a decision took a face of the one from the other: that was the answer. Most similar first.
 */
export function suggestMerges({ graph, people, joinAt, isApart, takenFrom }: Review): MergeSuggestion[] {
  const home = homes(people);
  const keyOf = (one: number, two: number) => `${Math.min(one, two)} ${Math.max(one, two)}`;
  const answered = new Set([...takenFrom()].map(([place, person]) => keyOf(home.get(place)!, person)));
  const members = people.map(({ places }) => new Set(places));
  const faceId = (place: number) => graph.faces[place]!.faceId;
  return linksBetween(graph, home)
    .flatMap(({ one, two, sum, best }): MergeSuggestion[] => {
      if (answered.has(keyOf(one, two))) return [];
      const [here, there] = [members[one]!, members[two]!];
      if (sum / (here.size * there.size) < joinAt / 4 && !graph.hasUnsearched) return [];
      const mean = sum / graph.knownPairs(here, there);
      if (mean < joinAt / 4 || areOnOnePhoto(graph, here, there) || isApart(here, there)) return [];
      const pair = { a: faceId(best.a), b: faceId(best.b), similarity: best.similarity };
      return [{ a: people[one]!.id, b: people[two]!.id, mean, best: pair }];
    })
    .sort((x, y) => y.mean - x.mean);
}

/** For any two people with alike faces, what these add up to. */
function linksBetween(graph: FaceGraph, home: Map<number, number>): Between[] {
  const links = new Map<number, Between>();
  const { a, b, similarity } = graph.pairs;
  for (let i = 0; i < a.length; i++) {
    const [one, two] = [home.get(a[i]!), home.get(b[i]!)];
    if (one === undefined || two === undefined || one === two) continue;
    const isAscending = one < two;
    const pair = {
      a: isAscending ? a[i]! : b[i]!,
      b: isAscending ? b[i]! : a[i]!,
      similarity: similarity[i]!,
    };
    const key = Math.min(one, two) * graph.faces.length + Math.max(one, two);
    const known = links.get(key);
    if (known) {
      known.sum += pair.similarity;
      if (pair.similarity > known.best.similarity) known.best = pair;
    } else {
      links.set(key, { one: Math.min(one, two), two: Math.max(one, two), sum: pair.similarity, best: pair });
    }
  }
  return [...links.values()];
}

const homes = (people: Review["people"]) =>
  new Map(people.flatMap(({ places }, person) => places.map((place) => [place, person] as const)));

function areOnOnePhoto(graph: FaceGraph, here: ReadonlySet<number>, there: ReadonlySet<number>): boolean {
  const photos = new Set([...here].map((place) => graph.faces[place]!.photo));
  return [...there].some((place) => photos.has(graph.faces[place]!.photo));
}

/**
 * Faces that are less like the others of their person than would have joined them, or more like another person;
 * worst first. What was decided is not doubted: a face that a decision took from a person makes none of the person's
 * others look misplaced.
 */
export function findSuspects(review: Review): Suspect[] {
  const { graph, people, joinAt, isApart, isDecided, companions } = review;
  const home = homes(people);
  const members = people.map(({ places }) => new Set(places));
  // By a person and another: the other's faces without those that a decision took from the person.
  const withoutTaken = new Map<string, Set<number>>();
  for (const [place, person] of review.takenFrom()) {
    const other = home.get(place)!;
    const key = `${person} ${other}`;
    const rest = withoutTaken.get(key) ?? new Set(members[other]);
    rest.delete(place);
    withoutTaken.set(key, rest);
  }
  const pulling = (other: number, person: number) =>
    withoutTaken.get(`${person} ${other}`) ?? members[other]!;
  const betterFor = (place: number, own: number, person: number) => {
    const others = new Set([...graph.neighbours(place)].flatMap(([other]) => home.get(other) ?? []));
    others.delete(person);
    return [...others]
      .map((other) => ({
        other,
        person: people[other]!.id,
        mean: graph.mean(place, pulling(other, person)) ?? 0,
      }))
      .filter(({ other, mean }) => mean > own && !isApart(new Set([place]), members[other]!))
      .sort((a, b) => b.mean - a.mean)[0];
  };
  return people
    .flatMap(({ id, places }, person) =>
      (places.length > 1 ? places : []).flatMap((place): Suspect[] => {
        const own = isDecided(place) ? undefined : graph.mean(place, companions(place, places));
        if (own === undefined) return [];
        const better = betterFor(place, own, person);
        if (own >= joinAt && !better) return [];
        const { faceId } = graph.faces[place]!;
        return [
          {
            faceId,
            person: id,
            own,
            ...(better && { better: { person: better.person, mean: better.mean } }),
          },
        ];
      }),
    )
    .sort((a, b) => a.own - b.own);
}
