import { LazyHeap } from "./heap.ts";

export interface ClusterFace {
  photo: string;
  /** Whether SearchFaces was asked for this face: what its answer lacks is then known to be below the threshold. */
  searched: boolean;
}

/** Two faces, by their places, that are alike, percent. */
export interface Edge {
  a: number;
  b: number;
  similarity: number;
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

/** Faces, by their places, in clusters that are joined one by one. */
export class Clusters {
  readonly #faces: ClusterFace[];
  readonly #clusters: (Cluster | undefined)[];
  readonly #home: number[];

  /**
   * @param photos for each face, the photos of which no other face may join it
   * @param apart pairs that must not come together
   * @param without faces that take no part
   */
  constructor(
    faces: ClusterFace[],
    photos: Set<string>[],
    edges: Edge[],
    apart: [number, number][],
    without: Set<number>,
  ) {
    this.#faces = faces;
    this.#home = faces.map((_, i) => i);
    this.#clusters = faces.map((face, i) => (without.has(i) ? undefined : newCluster(face, i, photos[i]!)));
    for (const { a, b, similarity } of edges) {
      const [one, two] = [this.#clusters[a], this.#clusters[b]];
      one?.links.set(b, { sum: similarity, count: 1 });
      two?.links.set(a, { sum: similarity, count: 1 });
      if (!one) two?.links.delete(a);
      if (!two) one?.links.delete(b);
    }
    for (const [a, b] of apart) {
      const [one, two] = [this.#clusters[a], this.#clusters[b]];
      if (!one || !two) continue;
      one.apart.add(b);
      two.apart.add(a);
    }
  }

  /** Joins the two clusters that are most alike on average, again and again, while that reaches `joinAt`. */
  link(joinAt: number): void {
    const clusters = this.#clusters;
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
      const into = this.#join(...best);
      for (const other of clusters[into]!.links.keys()) offer(into, other);
    }
  }

  /**
   * Makes the clusters of two faces one, however alike. False, and nothing done, if they must stay apart: by a
   * decision, or by two faces on one photo that are not the same self.
   */
  unite(a: number, b: number, isSelf: (x: number, y: number) => boolean): boolean {
    const [one, two] = [this.#find(a), this.#find(b)];
    if (one === two) return true;
    const [left, right] = [this.#clusters[one]!, this.#clusters[two]!];
    if (left.apart.has(two)) return false;
    const meets = (x: number, y: number) => this.#faces[x]!.photo === this.#faces[y]!.photo && !isSelf(x, y);
    if (left.members.some((x) => right.members.some((y) => meets(x, y)))) return false;
    this.#join(one, two);
    return true;
  }

  sizeOf(face: number): number {
    return this.#clusters[this.#find(face)]!.members.length;
  }

  groups(): number[][] {
    return this.#clusters.flatMap((cluster) => (cluster ? [cluster.members] : []));
  }

  #find(i: number): number {
    if (this.#home[i] !== i) this.#home[i] = this.#find(this.#home[i]!);
    return this.#home[i]!;
  }

  #join(a: number, b: number): number {
    const isLarger = this.#clusters[a]!.members.length >= this.#clusters[b]!.members.length;
    const [into, from] = isLarger ? [a, b] : [b, a];
    absorb(this.#clusters, into, from);
    this.#home[from] = into;
    return into;
  }
}

function newCluster(face: ClusterFace, i: number, photos: Set<string>): Cluster {
  return {
    members: [i],
    unsearched: face.searched ? 0 : 1,
    photos: new Set(photos),
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
