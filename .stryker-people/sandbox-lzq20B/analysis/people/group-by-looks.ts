// @ts-nocheck
function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import { Clusters } from "./clusters.ts";
import type { FaceGraph } from "./face-graph.ts";

/**
 * Percent. Measured on the recorded photos with the models' own similarities, searched at the default threshold of 80;
 * every face that is found takes part, the largest of each photo is labelled; by pairs:
 *
 *     method                                               precision  recall  F1
 *     connected components                                 .165       .946    .280
 *     connected by edges that share half of their company  1.000      .853    .921
 *     average linkage, joined at 30 to 60                  1.000      .853    .921
 *     average linkage, joined at 70                        1.000      .674    .806
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
  if (stryMutAct_9fa48("1313")) {
    {}
  } else {
    stryCov_9fa48("1313");
    const clusters = new Clusters(graph, stryMutAct_9fa48("1314") ? places && graph.faces.keys() : (stryCov_9fa48("1314"), places ?? graph.faces.keys()));
    clusters.link(joinAt);
    return clusters.groups();
  }
}