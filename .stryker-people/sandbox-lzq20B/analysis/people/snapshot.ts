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
import type { Decision, Standing } from "./decisions.ts";
import type { Placement } from "./placement.ts";
import type { PersonSummary } from "./refusal.ts";
export interface Person {
  /** `P1`: the same from run to run. */
  id: string;
  name: string | null;
  /** 2019, 2019-05 or 2019-05-31. */
  born: string | null;
  /** Best known first: by place in the tables. */
  places: number[];
}
export const summaryOf = stryMutAct_9fa48("2139") ? () => undefined : (stryCov_9fa48("2139"), (() => {
  const summaryOf = ({
    id,
    name,
    places
  }: Person): PersonSummary => stryMutAct_9fa48("2140") ? {} : (stryCov_9fa48("2140"), {
    id,
    name,
    faces: places.length
  });
  return summaryOf;
})());

/** Who is who once all decisions were followed. */
export interface Snapshot {
  /** Largest first. */
  people: Person[];
  /** Person of each face by place; undefined where it is ignored. */
  home: (Person | undefined)[];
  placement: Placement;
  missing: Standing[];
}

/** A face that is with another person than before; null: with nobody, for it is ignored. */
export interface MovedFace {
  faceId: string;
  faceKey: string;
  from: string | null;
  to: string | null;
}

/** What a decision changed. */
export interface Difference {
  moved: MovedFace[];
  /** People who are new, gone, or whose name, date of birth or faces are others now. */
  people: {
    before: Person | null;
    after: Person | null;
  }[];
}
export function difference(before: Snapshot, after: Snapshot): Difference {
  if (stryMutAct_9fa48("2141")) {
    {}
  } else {
    stryCov_9fa48("2141");
    const moved = after.placement.graph.faces.flatMap(({
      faceId,
      faceKey
    }, place): MovedFace[] => {
      if (stryMutAct_9fa48("2142")) {
        {}
      } else {
        stryCov_9fa48("2142");
        const [from, to] = stryMutAct_9fa48("2143") ? [] : (stryCov_9fa48("2143"), [stryMutAct_9fa48("2144") ? before.home[place]?.id && null : (stryCov_9fa48("2144"), (stryMutAct_9fa48("2145") ? before.home[place].id : (stryCov_9fa48("2145"), before.home[place]?.id)) ?? null), stryMutAct_9fa48("2146") ? after.home[place]?.id && null : (stryCov_9fa48("2146"), (stryMutAct_9fa48("2147") ? after.home[place].id : (stryCov_9fa48("2147"), after.home[place]?.id)) ?? null)]);
        return (stryMutAct_9fa48("2150") ? from !== to : stryMutAct_9fa48("2149") ? false : stryMutAct_9fa48("2148") ? true : (stryCov_9fa48("2148", "2149", "2150"), from === to)) ? stryMutAct_9fa48("2151") ? ["Stryker was here"] : (stryCov_9fa48("2151"), []) : stryMutAct_9fa48("2152") ? [] : (stryCov_9fa48("2152"), [stryMutAct_9fa48("2153") ? {} : (stryCov_9fa48("2153"), {
          faceId,
          faceKey,
          from,
          to
        })]);
      }
    });
    const touched = new Set(moved.flatMap(stryMutAct_9fa48("2154") ? () => undefined : (stryCov_9fa48("2154"), ({
      from,
      to
    }) => stryMutAct_9fa48("2155") ? [] : (stryCov_9fa48("2155"), [from, to]))));
    const [former, present] = [before, after].map(({
      people
    }) => new Map(people.map(person => [person.id, person]))) as [Map<string, Person>, Map<string, Person>];
    const people = (stryMutAct_9fa48("2156") ? [] : (stryCov_9fa48("2156"), [...new Set(stryMutAct_9fa48("2157") ? [] : (stryCov_9fa48("2157"), [...former.keys(), ...present.keys()]))])).flatMap(id => {
      if (stryMutAct_9fa48("2158")) {
        {}
      } else {
        stryCov_9fa48("2158");
        const [was, is] = stryMutAct_9fa48("2159") ? [] : (stryCov_9fa48("2159"), [stryMutAct_9fa48("2160") ? former.get(id) && null : (stryCov_9fa48("2160"), former.get(id) ?? null), stryMutAct_9fa48("2161") ? present.get(id) && null : (stryCov_9fa48("2161"), present.get(id) ?? null)]);
        const isSame = stryMutAct_9fa48("2164") ? was !== null && is !== null && was.name === is.name || was.born === is.born : stryMutAct_9fa48("2163") ? false : stryMutAct_9fa48("2162") ? true : (stryCov_9fa48("2162", "2163", "2164"), (stryMutAct_9fa48("2166") ? was !== null && is !== null || was.name === is.name : stryMutAct_9fa48("2165") ? true : (stryCov_9fa48("2165", "2166"), (stryMutAct_9fa48("2168") ? was !== null || is !== null : stryMutAct_9fa48("2167") ? true : (stryCov_9fa48("2167", "2168"), (stryMutAct_9fa48("2170") ? was === null : stryMutAct_9fa48("2169") ? true : (stryCov_9fa48("2169", "2170"), was !== null)) && (stryMutAct_9fa48("2172") ? is === null : stryMutAct_9fa48("2171") ? true : (stryCov_9fa48("2171", "2172"), is !== null)))) && (stryMutAct_9fa48("2174") ? was.name !== is.name : stryMutAct_9fa48("2173") ? true : (stryCov_9fa48("2173", "2174"), was.name === is.name)))) && (stryMutAct_9fa48("2176") ? was.born !== is.born : stryMutAct_9fa48("2175") ? true : (stryCov_9fa48("2175", "2176"), was.born === is.born)));
        return (stryMutAct_9fa48("2179") ? isSame || !touched.has(id) : stryMutAct_9fa48("2178") ? false : stryMutAct_9fa48("2177") ? true : (stryCov_9fa48("2177", "2178", "2179"), isSame && (stryMutAct_9fa48("2180") ? touched.has(id) : (stryCov_9fa48("2180"), !touched.has(id))))) ? stryMutAct_9fa48("2181") ? ["Stryker was here"] : (stryCov_9fa48("2181"), []) : stryMutAct_9fa48("2182") ? [] : (stryCov_9fa48("2182"), [stryMutAct_9fa48("2183") ? {} : (stryCov_9fa48("2183"), {
          before: was,
          after: is
        })]);
      }
    });
    return stryMutAct_9fa48("2184") ? {} : (stryCov_9fa48("2184"), {
      moved,
      people
    });
  }
}

/** The name that nobody has any more after the second person of a merge became the first. */
export function droppedName(decision: Decision, {
  people
}: Snapshot): string | undefined {
  if (stryMutAct_9fa48("2185")) {
    {}
  } else {
    stryCov_9fa48("2185");
    if (stryMutAct_9fa48("2188") ? decision.type === "merge" : stryMutAct_9fa48("2187") ? false : stryMutAct_9fa48("2186") ? true : (stryCov_9fa48("2186", "2187", "2188"), decision.type !== (stryMutAct_9fa48("2189") ? "" : (stryCov_9fa48("2189"), "merge")))) return undefined;
    const [kept, gone] = decision.people.map(stryMutAct_9fa48("2190") ? () => undefined : (stryCov_9fa48("2190"), ref => stryMutAct_9fa48("2191") ? people.find(({
      id
    }) => id === ref.person).name : (stryCov_9fa48("2191"), people.find(stryMutAct_9fa48("2192") ? () => undefined : (stryCov_9fa48("2192"), ({
      id
    }) => stryMutAct_9fa48("2195") ? id !== ref.person : stryMutAct_9fa48("2194") ? false : stryMutAct_9fa48("2193") ? true : (stryCov_9fa48("2193", "2194", "2195"), id === ref.person)))?.name)));
    return (stryMutAct_9fa48("2198") ? kept && gone || kept !== gone : stryMutAct_9fa48("2197") ? false : stryMutAct_9fa48("2196") ? true : (stryCov_9fa48("2196", "2197", "2198"), (stryMutAct_9fa48("2200") ? kept || gone : stryMutAct_9fa48("2199") ? true : (stryCov_9fa48("2199", "2200"), kept && gone)) && (stryMutAct_9fa48("2202") ? kept === gone : stryMutAct_9fa48("2201") ? true : (stryCov_9fa48("2201", "2202"), kept !== gone)))) ? gone : undefined;
  }
}