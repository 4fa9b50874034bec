import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";

/** A kept face as the tables know it. */
export interface KeptFace {
  faceId: string;
  /** `photo#ordinal`. */
  faceKey: string;
  photo: string;
  /** Place in the answer of DetectFaces, from 1. */
  ordinal: number;
  etag?: string;
  /** Left, top, width, height: shares of the upright photo. */
  box: [number, number, number, number];
}

/** A kept face and what searches tell about it. Times are milliseconds since 1970. */
export interface GraphFace extends KeptFace {
  /** Share of the picture that it covers. */
  area: number;
  /** When the photo was taken, where it says so. */
  takenAt?: number;
  /** It was in the collection then, at the latest. */
  since: number;
  /**
   * Until then its own search is complete: it lists every alike face that was in the collection by then; -Infinity where
   * no search was made, or none that lists every face down to {@link ALIKE_AT}.
   */
  searchedUntil: number;
}

/**
 * Percent. Less similar faces are "not alike", however similar they are: how far down a search happened to look must
 * not matter.
 */
export const ALIKE_AT = DEFAULT_THRESHOLD;

/** Pairs of alike faces, each once, by the faces' places; similarities in percent. */
export interface AlikePairs {
  a: Int32Array;
  b: Int32Array;
  similarity: Float64Array;
}

/**
 * Faces, and what is known of their pairs: alike with a similarity, not alike, or unknown. A pair is unknown while no
 * search covers it: neither face was searched deep enough at a time when the other was in the collection. A face is given
 * by its place, which is its index in `faces`.
 */
export class FaceGraph {
  readonly faces: GraphFace[];
  readonly pairs: AlikePairs;
  /** The neighbours of face `i` are those from `first[i]` to `first[i + 1]`, by place. */
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly similarity: Float64Array;
  /** Faces without a complete search of their own. */
  readonly hasUnsearched: boolean;

  constructor(faces: GraphFace[], pairs: AlikePairs) {
    this.faces = faces;
    this.pairs = pairs;
    const { a, b, similarity } = pairs;
    this.first = new Int32Array(faces.length + 1);
    for (let i = 0; i < a.length; i++) {
      this.first[a[i]! + 1]! += 1;
      this.first[b[i]! + 1]! += 1;
    }
    for (let i = 0; i < faces.length; i++) this.first[i + 1]! += this.first[i]!;
    this.neighbour = new Int32Array(2 * a.length);
    this.similarity = new Float64Array(2 * a.length);
    const next = this.first.slice();
    const add = (from: number, to: number, value: number) => {
      this.neighbour[next[from]!] = to;
      this.similarity[next[from]!] = value;
      next[from]! += 1;
    };
    for (let i = 0; i < a.length; i++) {
      add(a[i]!, b[i]!, similarity[i]!);
      add(b[i]!, a[i]!, similarity[i]!);
    }
    this.hasUnsearched = faces.some(({ searchedUntil }) => searchedUntil === Number.NEGATIVE_INFINITY);
  }

  /** Whether a complete search covers the pair, even by not listing it. */
  isKnown(a: number, b: number): boolean {
    const [x, y] = [this.faces[a]!, this.faces[b]!];
    return x.searchedUntil >= y.since || y.searchedUntil >= x.since;
  }

  *neighbours(face: number): Generator<[face: number, similarity: number]> {
    for (let i = this.first[face]!; i < this.first[face + 1]!; i++)
      yield [this.neighbour[i]!, this.similarity[i]!];
  }

  /**
   * Mean similarity of a face with others, percent, where not alike counts as 0; undefined if nothing is known of any
   * pair.
   */
  mean(face: number, others: ReadonlySet<number>): number | undefined {
    let sum = 0;
    for (const [other, similarity] of this.neighbours(face)) if (others.has(other)) sum += similarity;
    const known = this.knownPairs([face], others);
    return known === 0 ? undefined : sum / known;
  }

  /** How many of the pairs of one face here and another there are known. */
  knownPairs(here: Iterable<number>, there: ReadonlySet<number>): number {
    let known = 0;
    for (const face of here) {
      known += there.size - (there.has(face) ? 1 : 0);
      if (!this.hasUnsearched) continue;
      for (const other of there) if (other !== face && !this.isKnown(face, other)) known -= 1;
      for (const [other] of this.neighbours(face)) {
        if (there.has(other) && !this.isKnown(face, other)) known += 1;
      }
    }
    return known;
  }
}
