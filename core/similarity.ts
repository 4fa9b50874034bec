/** What a search asks Rekognition for, and what its answer leaves open. */

/** Percent; the default of SearchFaces, and of all commands. */
export const DEFAULT_THRESHOLD = 80;
/** Percent; the default of AssociateFaces: how similar a face must be to the faces that the user already has. */
export const DEFAULT_ASSOCIATION_THRESHOLD = 75;
/** The most matches that SearchFaces answers with; there is no second page. */
export const MAX_MATCHES = 4096;
/** The default of SearchFaces for the number of matches. */
export const DEFAULT_MAX_FACES = 80;

/**
 * Whether an answer has as many matches as were asked for: there are probably more. A document without that number comes
 * from another system, which may have relied on the service's default.
 */
export function isTruncated(matches: number, maxFaces: number | null | undefined): boolean {
  return matches >= (maxFaces ?? DEFAULT_MAX_FACES);
}
