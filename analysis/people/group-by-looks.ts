import { Clusters } from "./clusters.ts";
import type { FaceGraph } from "./face-graph.ts";

/**
 * Percent. Measured on the recorded photos with the models' own similarities, searched at the default threshold of 80;
 * every face that is found takes part, the largest of each photo is labelled; by pairs:
 *
 *     method                                               precision  recall  F1
 *     connected components                                 .372       .976    .539
 *     connected by edges that share half of their company  1.000      .880    .936
 *     average linkage, joined at 30 to 50                  1.000      .880    .936
 *     average linkage, joined at 60                        1.000      .808    .894
 *     average linkage, joined at 70                        1.000      .648    .786
 *
 * No child is put to its mother. Sharing company needs everybody to have been searched; average linkage also works
 * with what is known so far. At 50, in words: two groups are one person if at least about half of their pairs are
 * alike. Repeat: npx vitest run test/analysis/people-methods.test.ts --silent=false
 */
export const JOIN_AT = 50;

/**
 * Groups faces by average linkage: the two groups whose pairs are most similar on average are joined, again and again,
 * while that average reaches `joinAt`, percent.
 *
 * Plain connected components chain: A looks like B, B like C, and in the end one "person" holds a family. Here a
 * pair that is not alike counts as 0, so one look-alike between two groups of five is outvoted by the 24 pairs that
 * are not. A pair that nobody searched is unknown and has no vote. Two faces of one photo are never joined.
 *
 * The result depends on the faces and on what is known of their pairs, and on nothing else: not on when, in which
 * order or how far down anybody searched.
 *
 * @param places the faces to group; all by default
 * @returns groups of places; every face is in exactly one
 */
export function groupByLooks(graph: FaceGraph, joinAt = JOIN_AT, places?: Iterable<number>): number[][] {
  const clusters = new Clusters(graph, places ?? graph.faces.keys());
  clusters.link(joinAt);
  return clusters.groups();
}
