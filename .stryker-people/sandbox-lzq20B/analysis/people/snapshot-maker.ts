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
import type { Standing } from "./decisions.ts";
import { FaceFinder, refOf } from "./face-finder.ts";
import type { FaceGraph } from "./face-graph.ts";
import { followDecisions } from "./follow-decisions.ts";
import { groupByLooks } from "./group-by-looks.ts";
import { keepPersonIds, type PeopleFile } from "./person-ids.ts";
import { Placement } from "./placement.ts";
import type { Person, Snapshot } from "./snapshot.ts";
interface Parts {
  graph: FaceGraph;
  /** Who was who at the last run. */
  file: PeopleFile;
  /** Mean similarity that joins two groups, percent. */
  joinAt: number;
}

/** Groups faces by their looks, once, then follows decisions as often as they change; people keep their ids meanwhile. */
export class SnapshotMaker {
  readonly #graph: FaceGraph;
  readonly #joinAt: number;
  readonly #finder: FaceFinder;
  readonly #looks: number[][];
  readonly #lookOf: Int32Array;
  #nextNumber: number;
  /** Faces of people who were joined with others, should they be taken apart again. */
  #former: Map<string, number[]>;
  constructor({
    graph,
    file,
    joinAt
  }: Parts) {
    if (stryMutAct_9fa48("2076")) {
      {}
    } else {
      stryCov_9fa48("2076");
      this.#graph = graph;
      this.#joinAt = joinAt;
      this.#finder = new FaceFinder(graph.faces);
      this.#looks = groupByLooks(graph, joinAt);
      this.#lookOf = new Int32Array(graph.faces.length);
      for (const [look, places] of this.#looks.entries()) for (const place of places) this.#lookOf[place] = look;
      this.#nextNumber = file.next;
      const before = Object.entries(stryMutAct_9fa48("2077") ? {} : (stryCov_9fa48("2077"), {
        ...file.former,
        ...file.people
      }));
      this.#former = new Map(before.map(stryMutAct_9fa48("2078") ? () => undefined : (stryCov_9fa48("2078"), ([id, refs]) => stryMutAct_9fa48("2079") ? [] : (stryCov_9fa48("2079"), [id, this.#finder.findAll(refs)]))));
    }
  }

  /** The id of the next person who is new. */
  get newId(): string {
    if (stryMutAct_9fa48("2080")) {
      {}
    } else {
      stryCov_9fa48("2080");
      return stryMutAct_9fa48("2081") ? `` : (stryCov_9fa48("2081"), `P${this.#nextNumber}`);
    }
  }

  /** The group by looks that a face is in, by place. */
  lookOf(place: number): number {
    if (stryMutAct_9fa48("2082")) {
      {}
    } else {
      stryCov_9fa48("2082");
      return this.#lookOf[place]!;
    }
  }

  /** @param before who was who until now: they keep their ids */
  next(decisions: Standing[], before?: Snapshot): Snapshot {
    if (stryMutAct_9fa48("2083")) {
      {}
    } else {
      stryCov_9fa48("2083");
      const {
        placement,
        missing
      } = followDecisions(new Placement(this.#graph, this.#looks), decisions, stryMutAct_9fa48("2084") ? {} : (stryCov_9fa48("2084"), {
        joinAt: this.#joinAt,
        finder: this.#finder
      }));
      const groups = placement.groups.flatMap(stryMutAct_9fa48("2085") ? () => undefined : (stryCov_9fa48("2085"), (places, group) => (stryMutAct_9fa48("2088") ? places.length !== 0 : stryMutAct_9fa48("2087") ? false : stryMutAct_9fa48("2086") ? true : (stryCov_9fa48("2086", "2087", "2088"), places.length === 0)) ? stryMutAct_9fa48("2089") ? ["Stryker was here"] : (stryCov_9fa48("2089"), []) : stryMutAct_9fa48("2090") ? [] : (stryCov_9fa48("2090"), [stryMutAct_9fa48("2091") ? {} : (stryCov_9fa48("2091"), {
        places,
        group,
        ...placement.identities.get(group)
      })])));
      stryMutAct_9fa48("2092") ? groups : (stryCov_9fa48("2092"), groups.sort(stryMutAct_9fa48("2093") ? () => undefined : (stryCov_9fa48("2093"), (a, b) => stryMutAct_9fa48("2096") ? b.places.length - a.places.length && a.places[0]! - b.places[0]! : stryMutAct_9fa48("2095") ? false : stryMutAct_9fa48("2094") ? true : (stryCov_9fa48("2094", "2095", "2096"), (stryMutAct_9fa48("2097") ? b.places.length + a.places.length : (stryCov_9fa48("2097"), b.places.length - a.places.length)) || (stryMutAct_9fa48("2098") ? a.places[0]! + b.places[0]! : (stryCov_9fa48("2098"), a.places[0]! - b.places[0]!))))));
      const known = new Map(stryMutAct_9fa48("2099") ? [] : (stryCov_9fa48("2099"), [...this.#former, ...(before ? memberships(before, decisions) : stryMutAct_9fa48("2100") ? ["Stryker was here"] : (stryCov_9fa48("2100"), []))]));
      const voting = groups.map(stryMutAct_9fa48("2101") ? () => undefined : (stryCov_9fa48("2101"), ({
        places,
        id
      }) => stryMutAct_9fa48("2102") ? {} : (stryCov_9fa48("2102"), {
        places,
        voters: stryMutAct_9fa48("2103") ? places : (stryCov_9fa48("2103"), places.filter(stryMutAct_9fa48("2104") ? () => undefined : (stryCov_9fa48("2104"), place => stryMutAct_9fa48("2105") ? placement.placedBy.has(place) : (stryCov_9fa48("2105"), !placement.placedBy.has(place))))),
        id
      })));
      const {
        ids,
        next
      } = keepPersonIds(voting, known, this.#nextNumber);
      this.#nextNumber = next;
      const people = groups.map(({
        places,
        name,
        born
      }, i): Person => {
        if (stryMutAct_9fa48("2106")) {
          {}
        } else {
          stryCov_9fa48("2106");
          return stryMutAct_9fa48("2107") ? {} : (stryCov_9fa48("2107"), {
            id: ids[i]!,
            name: stryMutAct_9fa48("2108") ? name?.text && null : (stryCov_9fa48("2108"), (stryMutAct_9fa48("2109") ? name.text : (stryCov_9fa48("2109"), name?.text)) ?? null),
            born: stryMutAct_9fa48("2110") ? born?.date && null : (stryCov_9fa48("2110"), (stryMutAct_9fa48("2111") ? born.date : (stryCov_9fa48("2111"), born?.date)) ?? null),
            places
          });
        }
      });
      const present = new Set(ids);
      this.#former = new Map(stryMutAct_9fa48("2112") ? [...known] : (stryCov_9fa48("2112"), (stryMutAct_9fa48("2113") ? [] : (stryCov_9fa48("2113"), [...known])).filter(stryMutAct_9fa48("2114") ? () => undefined : (stryCov_9fa48("2114"), ([id]) => stryMutAct_9fa48("2115") ? present.has(id) : (stryCov_9fa48("2115"), !present.has(id))))));
      const home: (Person | undefined)[] = (stryMutAct_9fa48("2116") ? new Array() : (stryCov_9fa48("2116"), new Array(this.#graph.faces.length))).fill(undefined);
      for (const person of people) for (const place of person.places) home[place] = person;
      return stryMutAct_9fa48("2117") ? {} : (stryCov_9fa48("2117"), {
        people,
        home,
        placement,
        missing
      });
    }
  }

  /** What people.json remembers. */
  remembered({
    people
  }: Snapshot): PeopleFile {
    if (stryMutAct_9fa48("2118")) {
      {}
    } else {
      stryCov_9fa48("2118");
      const refs = stryMutAct_9fa48("2119") ? () => undefined : (stryCov_9fa48("2119"), (() => {
        const refs = (places: number[]) => places.map(stryMutAct_9fa48("2120") ? () => undefined : (stryCov_9fa48("2120"), place => refOf(this.#graph.faces[place]!)));
        return refs;
      })());
      return stryMutAct_9fa48("2121") ? {} : (stryCov_9fa48("2121"), {
        next: this.#nextNumber,
        people: Object.fromEntries(people.map(stryMutAct_9fa48("2122") ? () => undefined : (stryCov_9fa48("2122"), ({
          id,
          places
        }) => stryMutAct_9fa48("2123") ? [] : (stryCov_9fa48("2123"), [id, refs(places)])))),
        former: Object.fromEntries((stryMutAct_9fa48("2124") ? [] : (stryCov_9fa48("2124"), [...this.#former])).map(stryMutAct_9fa48("2125") ? () => undefined : (stryCov_9fa48("2125"), ([id, places]) => stryMutAct_9fa48("2126") ? [] : (stryCov_9fa48("2126"), [id, refs(places)]))))
      });
    }
  }
}

/** Who was who, for the ids: who was there because of a decision that was undone does not say. */
function memberships({
  people,
  placement: {
    placedBy
  }
}: Snapshot, decisions: Standing[]): Map<string, number[]> {
  if (stryMutAct_9fa48("2127")) {
    {}
  } else {
    stryCov_9fa48("2127");
    const stands = new Set(decisions.map(stryMutAct_9fa48("2128") ? () => undefined : (stryCov_9fa48("2128"), ({
      id
    }) => id)));
    const isSound = stryMutAct_9fa48("2129") ? () => undefined : (stryCov_9fa48("2129"), (() => {
      const isSound = (place: number) => stryMutAct_9fa48("2132") ? stands.has(placedBy.get(place) ?? -1) && !placedBy.has(place) : stryMutAct_9fa48("2131") ? false : stryMutAct_9fa48("2130") ? true : (stryCov_9fa48("2130", "2131", "2132"), stands.has(stryMutAct_9fa48("2133") ? placedBy.get(place) && -1 : (stryCov_9fa48("2133"), placedBy.get(place) ?? (stryMutAct_9fa48("2134") ? +1 : (stryCov_9fa48("2134"), -1)))) || (stryMutAct_9fa48("2135") ? placedBy.has(place) : (stryCov_9fa48("2135"), !placedBy.has(place))));
      return isSound;
    })());
    return new Map(people.map(stryMutAct_9fa48("2136") ? () => undefined : (stryCov_9fa48("2136"), ({
      id,
      places
    }) => stryMutAct_9fa48("2137") ? [] : (stryCov_9fa48("2137"), [id, stryMutAct_9fa48("2138") ? places : (stryCov_9fa48("2138"), places.filter(isSound))]))));
  }
}