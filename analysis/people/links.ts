import type { FaceGraph } from "./face-graph.ts";

const NONE = -1;

/**
 * The alike pairs between clusters of faces, from both sides, in one list per cluster. Two clusters are joined by putting
 * their lists together; what falls together is added up when somebody next looks. All in columns of numbers and in
 * place: millions of pairs are joined without a new object.
 */
export class Links {
  readonly #other: Int32Array;
  /** Of the similarities of the pairs. */
  readonly #sum: Float64Array;
  /** Of the pairs, those that no complete search covers: a search that did not look all the way down found them. */
  readonly #unsearched: Int32Array;
  /** The next row of the same cluster. */
  readonly #next: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** The cluster that one was joined with, which may have been joined itself since. */
  readonly #joinedWith: Int32Array;
  /** Where in the list that is looked at a cluster comes first; none between two looks. */
  readonly #row: Int32Array;

  /** @param places the faces that take part, each a cluster */
  constructor(graph: FaceGraph, places: readonly number[]) {
    const { first, neighbour, similarity, faces } = graph;
    const takesPart = new Uint8Array(faces.length);
    for (const place of places) takesPart[place] = 1;
    this.#other = neighbour.slice();
    this.#sum = similarity.slice();
    this.#unsearched = new Int32Array(neighbour.length);
    this.#next = new Int32Array(neighbour.length).fill(NONE);
    this.#first = new Int32Array(faces.length).fill(NONE);
    this.#last = new Int32Array(faces.length).fill(NONE);
    this.#row = new Int32Array(faces.length).fill(NONE);
    this.#joinedWith = Int32Array.from(faces.keys());
    for (const place of places) {
      for (let row = first[place]!; row < first[place + 1]!; row++) {
        if (takesPart[neighbour[row]!] === 0) continue;
        if (graph.hasUnsearched && !graph.isKnown(place, neighbour[row]!)) this.#unsearched[row] = 1;
        this.#append(place, row, row);
      }
    }
  }

  join(into: number, from: number): void {
    this.#joinedWith[from] = into;
    if (this.#first[from] !== NONE) this.#append(into, this.#first[from]!, this.#last[from]!);
  }

  /** Tells of every cluster that some face of this one is alike to. */
  visit(cluster: number, visitor: (other: number, sum: number, unsearched: number) => void): void {
    this.#addUp(cluster);
    for (let row = this.#first[cluster]!; row !== NONE; row = this.#next[row]!) {
      this.#row[this.#other[row]!] = NONE;
      visitor(this.#other[row]!, this.#sum[row]!, this.#unsearched[row]!);
    }
  }

  #append(cluster: number, first: number, last: number): void {
    if (this.#first[cluster] === NONE) this.#first[cluster] = first;
    else this.#next[this.#last[cluster]!] = first;
    this.#last[cluster] = last;
  }

  /** Leaves one row for each cluster that there is now. */
  #addUp(cluster: number): void {
    let before = NONE;
    for (let row = this.#first[cluster]!; row !== NONE; row = this.#next[row]!) {
      const other = this.#now(this.#other[row]!);
      const known = this.#row[other]!;
      if (other !== cluster && known === NONE) {
        this.#other[row] = other;
        this.#row[other] = row;
        before = row;
        continue;
      }
      if (known !== NONE) {
        this.#sum[known]! += this.#sum[row]!;
        this.#unsearched[known]! += this.#unsearched[row]!;
      }
      if (before === NONE) this.#first[cluster] = this.#next[row]!;
      else this.#next[before] = this.#next[row]!;
    }
    this.#last[cluster] = before;
  }

  /** What a cluster is now. Shortens the way there, so that it is found faster the next time. */
  #now(cluster: number): number {
    const joined = this.#joinedWith;
    let at = cluster;
    while (joined[at] !== at) {
      joined[at] = joined[joined[at]!]!;
      at = joined[at]!;
    }
    return at;
  }
}
