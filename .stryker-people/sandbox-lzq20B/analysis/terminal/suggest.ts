// @ts-nocheck
import { distance } from "fastest-levenshtein";

/** The candidate that was most likely meant: one that begins like this, or the nearest within a third of its length. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const near = candidates
    .map((candidate) => ({
      candidate,
      edits: candidate.startsWith(word) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits)[0];
  return near && near.edits <= Math.max(1, Math.floor(word.length / 3)) ? near.candidate : undefined;
}
