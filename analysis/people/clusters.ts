import type { FaceGraph } from "./face-graph.ts";
import { OfferHeap } from "./heap.ts";
import { Links } from "./links.ts";

interface Cluster {
  members: number[];
  /** Members without a complete search of their own. */
  unsearched: number[];
  photos: Set<string>;
}

/** Faces, by their places, in clusters that are joined one by one. */
export class Clusters {
  readonly #graph: FaceGraph;
  /** By the place of one of its members; those that were joined with another are gone. */
  readonly #clusters: (Cluster | undefined)[];
  readonly #links: Links;
  // Beside the clusters: most comparisons need nothing more, and objects lie all over the memory.
  readonly #size: Int32Array;
  /** Grows with every join, so that offers made before are recognised as old. */
  readonly #version: Int32Array;

  /** @param places the faces that take part */
  constructor(graph: FaceGraph, places: Iterable<number>) {
    const count = graph.faces.length;
    const taking = [...places];
    this.#graph = graph;
    this.#clusters = new Array(count).fill(undefined);
    this.#links = new Links(graph, taking);
    this.#size = new Int32Array(count).fill(1);
    this.#version = new Int32Array(count);
    for (const place of taking) {
      const { searchedUntil, photo } = graph.faces[place]!;
      const unsearched = searchedUntil === Number.NEGATIVE_INFINITY ? [place] : [];
      this.#clusters[place] = { members: [place], unsearched, photos: new Set([photo]) };
    }
  }

  /**
   * Joins the two clusters that are most alike on average, again and again, while that reaches `joinAt`.
   *
   * Each cluster offers the one that is most like it. Where that was joined since, it looks again when its offer comes
   * up. No better pair is overlooked: an average of what two clusters are to a third is not above both, so nobody
   * becomes more like a cluster than what it offers, but for rounding; and whoever was joined last offers anew itself.
   */
  link(joinAt: number): void {
    const heap = new OfferHeap();
    for (const place of this.#clusters.keys()) if (this.#clusters[place]) this.#offer(heap, place, joinAt);
    for (let best = heap.pop(); best; best = heap.pop()) {
      const [from, to, version] = best;
      if (!this.#clusters[from]) continue;
      const isCurrent = this.#clusters[to] && this.#version[from]! + this.#version[to]! === version;
      this.#offer(heap, isCurrent ? this.#join(from, to) : from, joinAt);
    }
  }

  /** The members of each cluster by place, the clusters by their first member. */
  groups(): number[][] {
    const groups = this.#clusters.flatMap((cluster) =>
      cluster ? [cluster.members.sort((a, b) => a - b)] : [],
    );
    return groups.sort((a, b) => a[0]! - b[0]!);
  }

  #offer(heap: OfferHeap, place: number, joinAt: number): void {
    const { photos } = this.#clusters[place]!;
    let best = -1;
    let bestScore = joinAt;
    this.#links.visit(place, (other, sum, unsearchedLinks) => {
      const unknown = this.#graph.hasUnsearched ? this.#unsearchedBetween(place, other) - unsearchedLinks : 0;
      // Not alike counts as 0.
      const score = sum / (this.#size[place]! * this.#size[other]! - unknown);
      if (score < bestScore || (score === bestScore && best >= 0 && !isEarlier(place, other, best))) return;
      if (shareOne(photos, this.#clusters[other]!.photos)) return;
      best = other;
      bestScore = score;
    });
    if (best >= 0) heap.push(bestScore, place, best, this.#version[place]! + this.#version[best]!);
  }

  /** Pairs of the two that no complete search covers. Of two faces that were both searched, the later search counts. */
  #unsearchedBetween(one: number, two: number): number {
    const [a, b] = [this.#clusters[one]!, this.#clusters[two]!];
    if (a.unsearched.length + b.unsearched.length === 0) return 0;
    let unsearched = 0;
    for (const x of a.unsearched) for (const y of b.members) if (!this.#graph.isKnown(x, y)) unsearched += 1;
    for (const y of b.unsearched) {
      for (const x of a.members) {
        if (this.#graph.faces[x]!.searchedUntil !== Number.NEGATIVE_INFINITY && !this.#graph.isKnown(x, y))
          unsearched += 1;
      }
    }
    return unsearched;
  }

  /** Moves everything of the smaller into the larger, and returns that. */
  #join(a: number, b: number): number {
    const [first, second] = a < b ? [a, b] : [b, a];
    const [into, from] = this.#size[first]! >= this.#size[second]! ? [first, second] : [second, first];
    const [kept, gone] = [this.#clusters[into]!, this.#clusters[from]!];
    for (const member of gone.members) kept.members.push(member);
    for (const member of gone.unsearched) kept.unsearched.push(member);
    for (const photo of gone.photos) kept.photos.add(photo);
    this.#clusters[from] = undefined;
    this.#links.join(into, from);
    this.#size[into]! += this.#size[from]!;
    this.#version[into]! += this.#version[from]! + 1;
    return into;
  }
}

/** Ties go to the earlier faces: whether a pair of `place` with one comes before that with another. */
function isEarlier(place: number, one: number, another: number): boolean {
  const [a, b] = [Math.min(place, one), Math.min(place, another)];
  return a < b || (a === b && Math.max(place, one) < Math.max(place, another));
}

function shareOne(a: Set<string>, b: Set<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const photo of small) if (large.has(photo)) return true;
  return false;
}
