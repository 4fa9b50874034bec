import { DEFAULT_THRESHOLD, isTruncated } from "../../core/similarity.ts";

/** What a search asks for. */
export interface SearchRequest {
  /** FaceMatchThreshold: matches are at least this similar, percent. */
  threshold: number;
  /** MaxFaces: no more matches than this, best first. */
  maxFaces: number;
}

/** A search that was paid for, as the table `searches` knows it. Null: the document does not say. */
export interface CachedSearch {
  threshold: number | null;
  maxFaces: number | null;
  matches: number;
  collectionVersion: string | null;
}

/**
 * Whether a search that was made says everything a request wants to know of the collection as it was then: it looked
 * at least as far down, and either found everything or at least as much as is wanted.
 */
export function covers(cached: CachedSearch, { threshold, maxFaces }: SearchRequest): boolean {
  const lookedFarEnough = (cached.threshold ?? DEFAULT_THRESHOLD) <= threshold;
  return lookedFarEnough && (!isTruncated(cached.matches, cached.maxFaces) || cached.matches >= maxFaces);
}

/**
 * Whether it says so of the collection as it is now. A search of another system's folder does not say which
 * collection it saw; it is taken as it is, for it cannot be known better without paying.
 */
export function isCurrent(cached: CachedSearch, request: SearchRequest, collectionVersion: string): boolean {
  const sameCollection = cached.collectionVersion === null || cached.collectionVersion === collectionVersion;
  return sameCollection && covers(cached, request);
}

/**
 * What to ask for when a face has to be searched again: never less than was known before, since the document is
 * replaced and a lower threshold costs the same.
 */
export function widen(request: SearchRequest, cached: CachedSearch | undefined): SearchRequest {
  return {
    threshold: Math.min(request.threshold, cached?.threshold ?? request.threshold),
    maxFaces: Math.max(request.maxFaces, cached?.maxFaces ?? request.maxFaces),
  };
}
