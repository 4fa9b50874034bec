import { type GroupFace, JOIN_AT, type Match } from "./group.ts";
import { groupBy } from "./group-by.ts";
import type { Person } from "./person-ids.ts";

/** Two people who may be one: their faces look alike, but not enough on average. */
export interface MergeSuggestion {
  a: string;
  b: string;
  /** Mean similarity of the pairs that are known, percent. */
  mean: number;
  /** The most similar pair, to look at and decide about. */
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

/** Mean similarities between faces and people, from searches; a searched pair without a match counts as 0. */
export class Closeness {
  private readonly found = new Map<string, Map<string, number>>();
  private readonly searched: Set<string>;

  constructor(faces: GroupFace[], matches: Match[]) {
    this.searched = new Set(faces.filter(({ searched }) => searched).map(({ key }) => key));
    for (const { a, b, similarity } of matches) {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const known = this.found.get(from) ?? new Map<string, number>();
        // Both directions found: their mean, as the grouping takes it.
        const other = known.get(to);
        known.set(to, other === undefined ? similarity : (other + similarity) / 2);
        this.found.set(from, known);
      }
    }
  }

  neighbours(faceId: string): Map<string, number> {
    return this.found.get(faceId) ?? new Map();
  }

  /** Mean similarity of a face with others, percent; undefined if no pair of them was ever searched. */
  mean(faceId: string, others: string[]): number | undefined {
    const known = others.filter((other) => other !== faceId && this.isKnown(faceId, other));
    if (known.length === 0) return undefined;
    return known.reduce((sum, other) => sum + (this.neighbours(faceId).get(other) ?? 0), 0) / known.length;
  }

  private isKnown(a: string, b: string): boolean {
    return this.searched.has(a) || this.searched.has(b) || this.neighbours(a).has(b);
  }
}

export interface BorderlineOptions {
  joinAt?: number;
  /** Two faces that the user said are two people. */
  isApart?: (a: string, b: string) => boolean;
  /** The faces of a face's person that it was put to by its looks; others are there because the user said so. */
  companions?: (faceId: string, person: string[]) => string[];
}

/** Pairs of people worth a look: at least a quarter of what would have joined them. Most similar first. */
export function suggestMerges(
  people: Person[],
  closeness: Closeness,
  { joinAt = JOIN_AT, isApart = () => false }: BorderlineOptions = {},
): MergeSuggestion[] {
  const personOf = new Map(
    people.flatMap(({ id, faceIds }) => faceIds.map((faceId) => [faceId, id] as const)),
  );
  const members = new Map(people.map(({ id, faceIds }) => [id, faceIds]));
  const links = people.flatMap(({ id, faceIds }) =>
    faceIds.flatMap((a) =>
      [...closeness.neighbours(a)].flatMap(([b, similarity]) => {
        const other = personOf.get(b);
        return other !== undefined && id < other
          ? [{ pair: `${id} ${other}`, id, other, a, b, similarity }]
          : [];
      }),
    ),
  );
  return [...groupBy(links, ({ pair }) => pair).values()]
    .flatMap((between): MergeSuggestion[] => {
      const best = between.reduce((x, y) => (y.similarity > x.similarity ? y : x));
      const means = members
        .get(best.id)!
        .flatMap((face) => closeness.mean(face, members.get(best.other)!) ?? []);
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      if (mean < joinAt / 4) return [];
      const decided = members.get(best.id)!.some((x) => members.get(best.other)!.some((y) => isApart(x, y)));
      if (decided) return [];
      return [
        { a: best.id, b: best.other, mean, best: { a: best.a, b: best.b, similarity: best.similarity } },
      ];
    })
    .sort((x, y) => y.mean - x.mean);
}

/** Faces that match less than half as well as a sure member would, worst first. What was decided is not doubted. */
export function findSuspects(
  people: Person[],
  closeness: Closeness,
  { joinAt = JOIN_AT, isApart = () => false, companions = (_, person) => person }: BorderlineOptions = {},
): Suspect[] {
  const personOf = new Map(
    people.flatMap(({ id, faceIds }) => faceIds.map((faceId) => [faceId, id] as const)),
  );
  const members = new Map(people.map(({ id, faceIds }) => [id, faceIds]));
  return people
    .filter(({ faceIds }) => faceIds.length > 1)
    .flatMap(({ id, faceIds }) =>
      faceIds.flatMap((faceId): Suspect[] => {
        const own = closeness.mean(faceId, companions(faceId, faceIds));
        if (own === undefined) return [];
        const others = new Set(
          [...closeness.neighbours(faceId).keys()].flatMap((other) => personOf.get(other) ?? []),
        );
        others.delete(id);
        const better = [...others]
          .map((person) => ({ person, mean: closeness.mean(faceId, members.get(person)!) ?? 0 }))
          .filter(({ mean, person }) => mean > own && !members.get(person)!.some((x) => isApart(faceId, x)))
          .sort((a, b) => b.mean - a.mean)[0];
        return own < joinAt || better ? [{ faceId, person: id, own, ...(better && { better }) }] : [];
      }),
    )
    .sort((a, b) => a.own - b.own);
}
