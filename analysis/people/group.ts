import { LazyHeap } from "./heap.ts";

/** A face to be grouped. `key` is the caller's: a FaceId, or photo and ordinal. */
export interface GroupFace {
  key: string;
  photo: string;
  /** Whether SearchFaces was asked for this face: what its answer lacks is then known to be below the threshold. */
  searched: boolean;
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
 * @returns groups of keys, largest first; every face is in exactly one
 */
export function groupFaces(faces: GroupFace[], matches: Match[], options: GroupOptions = {}): string[][] {
  const { joinAt = JOIN_AT, same = [], different = [] } = options;
  const order = [...faces].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const index = new Map(order.map((face, i) => [face.key, i]));
  const clusters: (Cluster | undefined)[] = order.map((face, i) => newCluster(face, i));

  for (const { a, b, similarity } of symmetric(matches, index)) {
    clusters[a]!.links.set(b, { sum: similarity, count: 1 });
    clusters[b]!.links.set(a, { sum: similarity, count: 1 });
  }
  for (const [a, b] of indexed(different, index)) {
    clusters[a]!.apart.add(b);
    clusters[b]!.apart.add(a);
  }
  const home = order.map((_, i) => i);
  const find = (i: number): number => {
    if (home[i] !== i) home[i] = find(home[i]!);
    return home[i]!;
  };
  const join = (a: number, b: number) => {
    const [into, from] = clusters[a]!.members.length >= clusters[b]!.members.length ? [a, b] : [b, a];
    absorb(clusters, into, from);
    home[from] = into;
    return into;
  };
  for (const [a, b] of indexed(same, index)) if (find(a) !== find(b)) join(find(a), find(b));

  const heap = new LazyHeap<[number, number]>();
  const offer = (a: number, b: number) => {
    const score = meanSimilarity(clusters[a]!, clusters[b]!, b);
    if (score >= joinAt && mayJoin(clusters[a]!, clusters[b]!, b)) {
      heap.push(score, [Math.min(a, b), Math.max(a, b)], clusters[a]!.version + clusters[b]!.version);
    }
  };
  clusters.forEach((cluster, a) => {
    for (const b of cluster?.links.keys() ?? []) if (a < b) offer(a, b);
  });
  for (;;) {
    const best = heap.pop(([a, b], version) => {
      const [one, two] = [clusters[a], clusters[b]];
      return one !== undefined && two !== undefined && one.version + two.version === version;
    });
    if (best === undefined) break;
    const into = join(...best);
    for (const other of clusters[into]!.links.keys()) offer(into, other);
  }
  return clusters
    .filter((cluster) => cluster !== undefined)
    .map((cluster) => cluster.members.map((i) => order[i]!.key).sort())
    .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}

interface Link {
  /** Of the similarities of the pairs found between the two. */
  sum: number;
  count: number;
}

interface Cluster {
  members: number[];
  /** Members that nobody searched. */
  unsearched: number;
  photos: Set<string>;
  links: Map<number, Link>;
  apart: Set<number>;
  /** Grows with every join, so that offers made before are recognised as old. */
  version: number;
}

function newCluster(face: GroupFace, i: number): Cluster {
  return {
    members: [i],
    unsearched: face.searched ? 0 : 1,
    photos: new Set([face.photo]),
    links: new Map(),
    apart: new Set(),
    version: 0,
  };
}

/** Mean over the pairs whose similarity is known; not found by a search counts as 0. */
function meanSimilarity(a: Cluster, b: Cluster, bIndex: number): number {
  const link = a.links.get(bIndex);
  if (link === undefined) return 0;
  const known = a.members.length * b.members.length - a.unsearched * b.unsearched;
  return link.sum / Math.max(known, link.count);
}

function mayJoin(a: Cluster, b: Cluster, bIndex: number): boolean {
  if (a.apart.has(bIndex)) return false;
  const [small, large] = a.photos.size < b.photos.size ? [a.photos, b.photos] : [b.photos, a.photos];
  for (const photo of small) if (large.has(photo)) return false;
  return true;
}

/** Moves everything of `from` into `into`; every neighbour then knows `into` alone. */
function absorb(clusters: (Cluster | undefined)[], into: number, from: number): void {
  const kept = clusters[into]!;
  const gone = clusters[from]!;
  kept.members.push(...gone.members);
  kept.unsearched += gone.unsearched;
  for (const photo of gone.photos) kept.photos.add(photo);
  for (const [other, link] of gone.links) {
    const neighbour = clusters[other]!;
    neighbour.links.delete(from);
    if (other === into) continue;
    const known = kept.links.get(other);
    const both: Link = {
      sum: link.sum + (known?.sum ?? 0),
      count: link.count + (known?.count ?? 0),
    };
    kept.links.set(other, both);
    neighbour.links.set(into, both);
  }
  kept.links.delete(from);
  for (const other of gone.apart) {
    clusters[other]!.apart.delete(from);
    if (other === into) continue;
    kept.apart.add(other);
    clusters[other]!.apart.add(into);
  }
  kept.apart.delete(from);
  kept.version += gone.version + 1;
  clusters[from] = undefined;
}

/** One edge per pair: the mean where both directions were found. Faces that are not grouped are left out. */
function symmetric(matches: Match[], index: Map<string, number>) {
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
