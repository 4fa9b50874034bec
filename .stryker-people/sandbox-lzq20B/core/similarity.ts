/** What a search asks Rekognition for, and what its answer leaves open. */
// @ts-nocheck


/** Percent; what SearchFaces takes when it is not told, and so do all commands. */
export const DEFAULT_THRESHOLD = 80;
/** Percent; what a face must be like a user that has faces already, for AssociateFaces to add it, unless it is told. */
export const DEFAULT_ASSOCIATION_THRESHOLD = 75;
/** The most matches that SearchFaces answers with; there is no second page. */
export const MOST_MATCHES = 4096;
/** What SearchFaces answers with when it is not told. */
export const DEFAULT_MAX_FACES = 80;

/**
 * An answer with as many matches as were asked for: there are probably more. A document that does not say how many
 * that was is one of another system, which may have relied on the service's default.
 */
export function isTruncated(matches: number, maxFaces: number | null | undefined): boolean {
  return matches >= (maxFaces ?? DEFAULT_MAX_FACES);
}
