import { type ClusterFace, Clusters, type Edge } from "./clusters.ts";

/** A face to be grouped. `key` is the caller's: a FaceId, or photo and ordinal. */
export interface GroupFace extends ClusterFace {
  key: string;
}

/** Two faces that a search found similar, in percent. Each direction that was found is one of these. */
export interface Match {
  a: string;
  b: string;
  similarity: number;
}

export interface GroupOptions {
  /** Two groups are joined while the mean similarity of their pairs is at least this, percent. */
  joinAt?: number;
  /** Pairs of keys that a user said are one person. */
  same?: [string, string][];
  /** Pairs of keys that a user said are two people. */
  different?: [string, string][];
}

/**
 * Percent. Measured on the recorded photos with the models' own similarities, searched at the default threshold of 80;
 * every face that is found takes part, the largest of each photo is labelled; by pairs:
 *
 *     method                                               precision  recall  F1
 *     connected components                                 .165       .946    .280
 *     connected by edges that share half of their company  1.000      .853    .921
 *     average linkage, joined at 30 to 60                  1.000      .853    .921
 *     average linkage, joined at 70                        1.000      .674    .806
 *
 * No child is put to its mother. Sharing company needs everybody to have been searched; average linkage also works
 * with what is known so far. At 50, in words: two groups are one person if at least about half of their pairs are
 * found. Repeat: npx vitest run test/analysis/people-methods.test.ts --silent=false
 */
export const JOIN_AT = 50;

/**
 * Groups faces into people by average linkage: the two groups whose pairs are most similar on average are joined,
 * again and again, while that average reaches `joinAt`.
 *
 * Plain connected components chain: A looks like B, B like C, and in the end one "person" holds a family. Here a
 * pair that was searched and not found counts as 0, so one look-alike between two groups of five is outvoted by
 * the 24 pairs that are not alike. A pair that nobody searched is unknown and has no vote. Two faces of one photo
 * are never joined, unless the user said that they are one person.
 *
 * Where the user said that two faces are one person, the groups that they are in become one. Where these groups must
 * stay apart (another two of their faces are on one photo, or were said to be different), the face from the smaller
 * one changes over alone.
 *
 * @returns groups of keys, largest first; every face is in exactly one
 */
export function groupFaces(faces: GroupFace[], matches: Match[], options: GroupOptions = {}): string[][] {
  const { joinAt = JOIN_AT, same = [], different = [] } = options;
  const order = [...faces].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const index = new Map(order.map((face, i) => [face.key, i]));
  const edges = symmetric(matches, index);
  const decided = indexed(same, index);
  const selves = componentsOf(order.length, decided);
  // What holds for one face of somebody holds for all that were said to be the same person's.
  const apart = indexed(different, index).flatMap(([a, b]) =>
    selves[a]!.flatMap((x) => selves[b]!.map((y): [number, number] => [x, y])),
  );
  const photos = order.map((_, i) => new Set(selves[i]!.map((self) => order[self]!.photo)));
  const isSelf = (a: number, b: number) => selves[a] === selves[b];

  const alone = new Set<number>();
  for (;;) {
    const clusters = new Clusters(order, photos, edges, apart, alone);
    clusters.link(joinAt);
    const stuck = decided.find(([a, b]) => !alone.has(a) && !alone.has(b) && !clusters.unite(a, b, isSelf));
    if (stuck) {
      const [a, b] = stuck;
      alone.add(clusters.sizeOf(b) <= clusters.sizeOf(a) ? b : a);
      continue;
    }
    clusters.link(joinAt);
    return clusters
      .groups()
      .map((members) => [...members, ...followers(members, selves, alone)])
      .map((members) => members.map((i) => order[i]!.key).sort())
      .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
  }
}

/** Faces that stand alone because they belong to one of these. */
function followers(members: number[], selves: number[][], alone: Set<number>): number[] {
  return [...new Set(members.flatMap((i) => selves[i]!))].filter((i) => alone.has(i));
}

/** For each of `count`, all that the pairs lead to, itself included; those of one component share one array. */
function componentsOf(count: number, pairs: [number, number][]): number[][] {
  const component = Array.from({ length: count }, (_, i) => [i]);
  for (const [a, b] of pairs) {
    const [into, from] = [component[a]!, component[b]!];
    if (into === from) continue;
    into.push(...from);
    for (const i of from) component[i] = into;
  }
  return component;
}

/** One edge per pair: the mean where both directions were found. Faces that are not grouped are left out. */
function symmetric(matches: Match[], index: Map<string, number>): Edge[] {
  const edges = new Map<string, { a: number; b: number; sum: number; count: number }>();
  for (const { a, b, similarity } of matches) {
    const [i, j] = [index.get(a), index.get(b)];
    if (i === undefined || j === undefined || i === j) continue;
    const [low, high] = i < j ? [i, j] : [j, i];
    const known = edges.get(`${low} ${high}`) ?? { a: low, b: high, sum: 0, count: 0 };
    edges.set(`${low} ${high}`, { ...known, sum: known.sum + similarity, count: known.count + 1 });
  }
  // In one order whatever the order of the rows, so that ties are broken the same way on every run.
  return [...edges.values()]
    .map(({ a, b, sum, count }) => ({ a, b, similarity: sum / count }))
    .sort((x, y) => x.a - y.a || x.b - y.b);
}

function indexed(pairs: [string, string][], index: Map<string, number>): [number, number][] {
  return pairs.flatMap(([a, b]) => {
    const [i, j] = [index.get(a), index.get(b)];
    return i === undefined || j === undefined || i === j ? [] : [[i, j] as [number, number]];
  });
}
