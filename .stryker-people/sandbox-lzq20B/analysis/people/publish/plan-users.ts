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
import { FACES_PER_USER } from "../../../core/collection-limits.ts";

/**
 * The users that were published from here: Rekognition's own people may be others', too, and are left alone. A person's
 * id has letters and digits only, and stays; the name stays on this computer.
 */
const PREFIX = stryMutAct_9fa48("1924") ? "" : (stryCov_9fa48("1924"), "lookalike:");
export const userIdOf = stryMutAct_9fa48("1925") ? () => undefined : (stryCov_9fa48("1925"), (() => {
  const userIdOf = (person: string) => stryMutAct_9fa48("1926") ? `` : (stryCov_9fa48("1926"), `${PREFIX}${person}`);
  return userIdOf;
})());
export const personOf = stryMutAct_9fa48("1927") ? () => undefined : (stryCov_9fa48("1927"), (() => {
  const personOf = (userId: string) => (stryMutAct_9fa48("1928") ? userId.endsWith(PREFIX) : (stryCov_9fa48("1928"), userId.startsWith(PREFIX))) ? stryMutAct_9fa48("1929") ? userId : (stryCov_9fa48("1929"), userId.slice(PREFIX.length)) : undefined;
  return personOf;
})());

/** What the collection has. */
export interface UsersThere {
  users: ReadonlySet<string>;
  /** Every face of the collection with its user, if it has one. */
  userOf: ReadonlyMap<string, string | undefined>;
}
interface FacesOfUser {
  userId: string;
  faceIds: string[];
}

/** What makes the collection's users what they should be, in the order in which it is done. */
export interface UserChanges {
  disassociate: FacesOfUser[];
  remove: string[];
  create: string[];
  associate: FacesOfUser[];
  /** Faces that stay without their user: beyond what a user may have, not in the collection, or another's. */
  left: {
    tooMany: number;
    missing: number;
    foreign: number;
  };
}

/** @param wanted faces by user, those that tell most about the person first */
export function planUsers(wanted: ReadonlyMap<string, readonly string[]>, {
  users,
  userOf
}: UsersThere): UserChanges {
  if (stryMutAct_9fa48("1930")) {
    {}
  } else {
    stryCov_9fa48("1930");
    const left = stryMutAct_9fa48("1931") ? {} : (stryCov_9fa48("1931"), {
      tooMany: 0,
      missing: 0,
      foreign: 0
    });
    const goal = new Map<string, string>();
    for (const [userId, faceIds] of wanted) {
      if (stryMutAct_9fa48("1932")) {
        {}
      } else {
        stryCov_9fa48("1932");
        const there = stryMutAct_9fa48("1933") ? faceIds : (stryCov_9fa48("1933"), faceIds.filter(stryMutAct_9fa48("1934") ? () => undefined : (stryCov_9fa48("1934"), faceId => userOf.has(faceId))));
        stryMutAct_9fa48("1935") ? left.missing -= faceIds.length - there.length : (stryCov_9fa48("1935"), left.missing += stryMutAct_9fa48("1936") ? faceIds.length + there.length : (stryCov_9fa48("1936"), faceIds.length - there.length));
        const free = stryMutAct_9fa48("1937") ? there : (stryCov_9fa48("1937"), there.filter(faceId => {
          if (stryMutAct_9fa48("1938")) {
            {}
          } else {
            stryCov_9fa48("1938");
            const user = userOf.get(faceId);
            return stryMutAct_9fa48("1941") ? user === undefined && personOf(user) !== undefined : stryMutAct_9fa48("1940") ? false : stryMutAct_9fa48("1939") ? true : (stryCov_9fa48("1939", "1940", "1941"), (stryMutAct_9fa48("1943") ? user !== undefined : stryMutAct_9fa48("1942") ? false : (stryCov_9fa48("1942", "1943"), user === undefined)) || (stryMutAct_9fa48("1945") ? personOf(user) === undefined : stryMutAct_9fa48("1944") ? false : (stryCov_9fa48("1944", "1945"), personOf(user) !== undefined)));
          }
        }));
        stryMutAct_9fa48("1946") ? left.foreign -= there.length - free.length : (stryCov_9fa48("1946"), left.foreign += stryMutAct_9fa48("1947") ? there.length + free.length : (stryCov_9fa48("1947"), there.length - free.length));
        stryMutAct_9fa48("1948") ? left.tooMany -= Math.max(0, free.length - FACES_PER_USER) : (stryCov_9fa48("1948"), left.tooMany += stryMutAct_9fa48("1949") ? Math.min(0, free.length - FACES_PER_USER) : (stryCov_9fa48("1949"), Math.max(0, stryMutAct_9fa48("1950") ? free.length + FACES_PER_USER : (stryCov_9fa48("1950"), free.length - FACES_PER_USER))));
        for (const faceId of stryMutAct_9fa48("1951") ? free : (stryCov_9fa48("1951"), free.slice(0, FACES_PER_USER))) goal.set(faceId, userId);
      }
    }
    const remove = stryMutAct_9fa48("1952") ? [...users] : (stryCov_9fa48("1952"), (stryMutAct_9fa48("1953") ? [] : (stryCov_9fa48("1953"), [...users])).filter(stryMutAct_9fa48("1954") ? () => undefined : (stryCov_9fa48("1954"), userId => stryMutAct_9fa48("1957") ? personOf(userId) !== undefined || !wanted.has(userId) : stryMutAct_9fa48("1956") ? false : stryMutAct_9fa48("1955") ? true : (stryCov_9fa48("1955", "1956", "1957"), (stryMutAct_9fa48("1959") ? personOf(userId) === undefined : stryMutAct_9fa48("1958") ? true : (stryCov_9fa48("1958", "1959"), personOf(userId) !== undefined)) && (stryMutAct_9fa48("1960") ? wanted.has(userId) : (stryCov_9fa48("1960"), !wanted.has(userId)))))));
    const [disassociate, associate] = stryMutAct_9fa48("1961") ? [] : (stryCov_9fa48("1961"), [new Map<string, string[]>(), new Map<string, string[]>()]);
    for (const [faceId, userId] of userOf) {
      if (stryMutAct_9fa48("1962")) {
        {}
      } else {
        stryCov_9fa48("1962");
        const wantedUser = goal.get(faceId);
        if (stryMutAct_9fa48("1965") ? wantedUser !== userId : stryMutAct_9fa48("1964") ? false : stryMutAct_9fa48("1963") ? true : (stryCov_9fa48("1963", "1964", "1965"), wantedUser === userId)) continue;
        // A user that is removed loses its faces with that.
        if (stryMutAct_9fa48("1968") ? userId !== undefined && personOf(userId) !== undefined || wanted.has(userId) : stryMutAct_9fa48("1967") ? false : stryMutAct_9fa48("1966") ? true : (stryCov_9fa48("1966", "1967", "1968"), (stryMutAct_9fa48("1970") ? userId !== undefined || personOf(userId) !== undefined : stryMutAct_9fa48("1969") ? true : (stryCov_9fa48("1969", "1970"), (stryMutAct_9fa48("1972") ? userId === undefined : stryMutAct_9fa48("1971") ? true : (stryCov_9fa48("1971", "1972"), userId !== undefined)) && (stryMutAct_9fa48("1974") ? personOf(userId) === undefined : stryMutAct_9fa48("1973") ? true : (stryCov_9fa48("1973", "1974"), personOf(userId) !== undefined)))) && wanted.has(userId))) push(disassociate, userId, faceId);
        if (stryMutAct_9fa48("1977") ? wantedUser === undefined : stryMutAct_9fa48("1976") ? false : stryMutAct_9fa48("1975") ? true : (stryCov_9fa48("1975", "1976", "1977"), wantedUser !== undefined)) push(associate, wantedUser, faceId);
      }
    }
    return stryMutAct_9fa48("1978") ? {} : (stryCov_9fa48("1978"), {
      disassociate: listed(disassociate),
      remove,
      create: stryMutAct_9fa48("1979") ? [...wanted.keys()] : (stryCov_9fa48("1979"), (stryMutAct_9fa48("1980") ? [] : (stryCov_9fa48("1980"), [...wanted.keys()])).filter(stryMutAct_9fa48("1981") ? () => undefined : (stryCov_9fa48("1981"), userId => stryMutAct_9fa48("1982") ? users.has(userId) : (stryCov_9fa48("1982"), !users.has(userId))))),
      associate: listed(associate),
      left
    });
  }
}

/** The calls that are paid for. Users are created, listed and deleted for nothing. */
export function paidCalls({
  disassociate,
  associate
}: UserChanges) {
  if (stryMutAct_9fa48("1983")) {
    {}
  } else {
    stryCov_9fa48("1983");
    return stryMutAct_9fa48("1984") ? {} : (stryCov_9fa48("1984"), {
      DisassociateFaces: disassociate.length,
      AssociateFaces: associate.length
    });
  }
}
function push(map: Map<string, string[]>, userId: string, faceId: string): void {
  if (stryMutAct_9fa48("1985")) {
    {}
  } else {
    stryCov_9fa48("1985");
    map.set(userId, stryMutAct_9fa48("1986") ? [] : (stryCov_9fa48("1986"), [...(stryMutAct_9fa48("1987") ? map.get(userId) && [] : (stryCov_9fa48("1987"), map.get(userId) ?? (stryMutAct_9fa48("1988") ? ["Stryker was here"] : (stryCov_9fa48("1988"), [])))), faceId]));
  }
}
const listed = stryMutAct_9fa48("1989") ? () => undefined : (stryCov_9fa48("1989"), (() => {
  const listed = (map: Map<string, string[]>): FacesOfUser[] => (stryMutAct_9fa48("1990") ? [] : (stryCov_9fa48("1990"), [...map])).map(stryMutAct_9fa48("1991") ? () => undefined : (stryCov_9fa48("1991"), ([userId, faceIds]) => stryMutAct_9fa48("1992") ? {} : (stryCov_9fa48("1992"), {
    userId,
    faceIds
  })));
  return listed;
})());