import type { FaceGraph } from "./face-graph.ts";
import { LazyHeap } from "./heap.ts";

interface Link {
  /** Of the similarities of the alike pairs between the two. */
  sum: number;
  count: number;
  /** Of these pairs, those that no complete search covers: a search that did not look all the way down found them. */
  untold: number;
}

interface Cluster {
  members: number[];
  /** Members without a complete search of their own. */
  untold: number[];
  photos: Set<string>;
  links: Map<number, Link>;
  /** Grows with every join, so that offers made before are recognised as old. */
  version: number;
}

/** Faces, by their places, in clusters that are joined one by one. */
export class Clusters {
  readonly #graph: FaceGraph;
  readonly #clusters = new Map<number, Cluster>();

  /** @param places the faces that take part */
  constructor(graph: FaceGraph, places: Iterable<number>) {
    this.#graph = graph;
    for (const place of places) {
      const { told, photo } = graph.faces[place]!;
      this.#clusters.set(place, {
        members: [place],
        untold: told === Number.NEGATIVE_INFINITY ? [place] : [],
        photos: new Set([photo]),
        links: new Map(),
        version: 0,
      });
    }
    for (const [a, cluster] of this.#clusters) {
      for (const [b, similarity] of graph.neighbours(a)) {
        const other = a < b ? this.#clusters.get(b) : undefined;
        if (!other) continue;
        const untold = graph.hasUntold && !graph.isTold(a, b) ? 1 : 0;
        const link = { sum: similarity, count: 1, untold };
        cluster.links.set(b, link);
        other.links.set(a, link);
      }
    }
  }

  /** Joins the two clusters that are most alike on average, again and again, while that reaches `joinAt`. */
  link(joinAt: number): void {
    const heap = new LazyHeap();
    const offer = (a: number, b: number) => {
      const [one, two] = [this.#clusters.get(a)!, this.#clusters.get(b)!];
      const score = this.#meanSimilarity(one, two, b);
      if (score >= joinAt && !shareOne(one.photos, two.photos)) {
        heap.push(score, Math.min(a, b), Math.max(a, b), one.version + two.version);
      }
    };
    for (const [a, { links }] of this.#clusters) for (const b of links.keys()) if (a < b) offer(a, b);
    const isCurrent = (a: number, b: number, version: number) => {
      const [one, two] = [this.#clusters.get(a), this.#clusters.get(b)];
      return one !== undefined && two !== undefined && one.version + two.version === version;
    };
    for (let best = heap.pop(isCurrent); best; best = heap.pop(isCurrent)) {
      const into = this.#join(...best);
      for (const other of this.#clusters.get(into)!.links.keys()) offer(into, other);
    }
  }

  /** The members of each cluster by place, the clusters by their first member. */
  groups(): number[][] {
    const groups = [...this.#clusters.values()].map(({ members }) => members.sort((a, b) => a - b));
    return groups.sort((a, b) => a[0]! - b[0]!);
  }

  /** Mean over the pairs that are known; not alike counts as 0. */
  #meanSimilarity(a: Cluster, b: Cluster, bPlace: number): number {
    const link = a.links.get(bPlace);
    if (link === undefined) return 0;
    const unknown = this.#untoldBetween(a, b) - link.untold;
    return link.sum / (a.members.length * b.members.length - unknown);
  }

  /** Pairs of the two that no complete search covers. Of two faces that were both searched, the later search counts. */
  #untoldBetween(a: Cluster, b: Cluster): number {
    if (a.untold.length + b.untold.length === 0) return 0;
    let untold = 0;
    for (const x of a.untold) for (const y of b.members) if (!this.#graph.isTold(x, y)) untold += 1;
    for (const y of b.untold) {
      for (const x of a.members) {
        if (this.#graph.faces[x]!.told !== Number.NEGATIVE_INFINITY && !this.#graph.isTold(x, y)) untold += 1;
      }
    }
    return untold;
  }

  /** Moves everything of the smaller into the larger; every neighbour then knows that one alone. */
  #join(a: number, b: number): number {
    const isLarger = this.#clusters.get(a)!.members.length >= this.#clusters.get(b)!.members.length;
    const [into, from] = isLarger ? [a, b] : [b, a];
    const [kept, gone] = [this.#clusters.get(into)!, this.#clusters.get(from)!];
    kept.members.push(...gone.members);
    kept.untold.push(...gone.untold);
    for (const photo of gone.photos) kept.photos.add(photo);
    for (const [other, link] of gone.links) {
      const neighbour = this.#clusters.get(other)!;
      neighbour.links.delete(from);
      if (other === into) continue;
      const known = kept.links.get(other) ?? { sum: 0, count: 0, untold: 0 };
      const both: Link = {
        sum: link.sum + known.sum,
        count: link.count + known.count,
        untold: link.untold + known.untold,
      };
      kept.links.set(other, both);
      neighbour.links.set(into, both);
    }
    kept.links.delete(from);
    kept.version += gone.version + 1;
    this.#clusters.delete(from);
    return into;
  }
}

function shareOne(a: Set<string>, b: Set<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const photo of small) if (large.has(photo)) return true;
  return false;
}
