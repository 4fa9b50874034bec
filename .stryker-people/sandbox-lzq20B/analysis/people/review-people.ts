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
import type { Review } from "./borderline.ts";
import type { FaceGraph } from "./face-graph.ts";
import type { Person, Snapshot } from "./snapshot.ts";
import type { PersonFace } from "./write-people-table.ts";
interface Grouping {
  graph: FaceGraph;
  /** Mean similarity that joined two groups, percent. */
  joinAt: number;
  /** The group by looks that a face is in. */
  lookOf(place: number): number;
}
type NamedReview = Omit<Review, "people"> & {
  people: Person[];
};

/** People as they are, to be looked over. */
export function reviewOf({
  people,
  placement
}: Snapshot, {
  graph,
  joinAt,
  lookOf
}: Grouping): NamedReview {
  if (stryMutAct_9fa48("2044")) {
    {}
  } else {
    stryCov_9fa48("2044");
    // Faces are asked about person by person: the last answer is mostly the next one.
    let last: {
      person: number[];
      look: number;
      places: Set<number>;
    } | undefined;
    return stryMutAct_9fa48("2045") ? {} : (stryCov_9fa48("2045"), {
      graph,
      people,
      joinAt,
      isApart: stryMutAct_9fa48("2046") ? () => undefined : (stryCov_9fa48("2046"), (here, there) => stryMutAct_9fa48("2050") ? placement.between(here, there).length <= 0 : stryMutAct_9fa48("2049") ? placement.between(here, there).length >= 0 : stryMutAct_9fa48("2048") ? false : stryMutAct_9fa48("2047") ? true : (stryCov_9fa48("2047", "2048", "2049", "2050"), placement.between(here, there).length > 0)),
      isDecided: stryMutAct_9fa48("2051") ? () => undefined : (stryCov_9fa48("2051"), place => placement.placedBy.has(place)),
      companions(place, person) {
        if (stryMutAct_9fa48("2052")) {
          {}
        } else {
          stryCov_9fa48("2052");
          const look = lookOf(place);
          if (stryMutAct_9fa48("2055") ? last?.person !== person && last.look !== look : stryMutAct_9fa48("2054") ? false : stryMutAct_9fa48("2053") ? true : (stryCov_9fa48("2053", "2054", "2055"), (stryMutAct_9fa48("2057") ? last?.person === person : stryMutAct_9fa48("2056") ? false : (stryCov_9fa48("2056", "2057"), (stryMutAct_9fa48("2058") ? last.person : (stryCov_9fa48("2058"), last?.person)) !== person)) || (stryMutAct_9fa48("2060") ? last.look === look : stryMutAct_9fa48("2059") ? false : (stryCov_9fa48("2059", "2060"), last.look !== look)))) {
            if (stryMutAct_9fa48("2061")) {
              {}
            } else {
              stryCov_9fa48("2061");
              const places = stryMutAct_9fa48("2062") ? person : (stryCov_9fa48("2062"), person.filter(stryMutAct_9fa48("2063") ? () => undefined : (stryCov_9fa48("2063"), other => stryMutAct_9fa48("2066") ? lookOf(other) === look || !placement.placedBy.has(other) : stryMutAct_9fa48("2065") ? false : stryMutAct_9fa48("2064") ? true : (stryCov_9fa48("2064", "2065", "2066"), (stryMutAct_9fa48("2068") ? lookOf(other) !== look : stryMutAct_9fa48("2067") ? true : (stryCov_9fa48("2067", "2068"), lookOf(other) === look)) && (stryMutAct_9fa48("2069") ? placement.placedBy.has(other) : (stryCov_9fa48("2069"), !placement.placedBy.has(other)))))));
              last = stryMutAct_9fa48("2070") ? {} : (stryCov_9fa48("2070"), {
                person,
                look,
                places: new Set(places)
              });
            }
          }
          return last.places;
        }
      }
    });
  }
}

/** Rows of the table `people`: with each face how much it is like the person's others; null where a decision says whose it is. */
export function personFaces(review: NamedReview): PersonFace[] {
  if (stryMutAct_9fa48("2071")) {
    {}
  } else {
    stryCov_9fa48("2071");
    const {
      graph,
      people,
      companions,
      isDecided
    } = review;
    return people.flatMap(stryMutAct_9fa48("2072") ? () => undefined : (stryCov_9fa48("2072"), ({
      id,
      name,
      places
    }) => places.map(place => {
      if (stryMutAct_9fa48("2073")) {
        {}
      } else {
        stryCov_9fa48("2073");
        const {
          faceId,
          faceKey
        } = graph.faces[place]!;
        const confidence = isDecided(place) ? undefined : graph.mean(place, companions(place, places));
        return stryMutAct_9fa48("2074") ? {} : (stryCov_9fa48("2074"), {
          faceId,
          faceKey,
          person: id,
          name,
          confidence: stryMutAct_9fa48("2075") ? confidence && null : (stryCov_9fa48("2075"), confidence ?? null)
        });
      }
    })));
  }
}