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
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { CommandError } from "../terminal/command.ts";
import type { FaceRef } from "./decisions.ts";

/** Who was who at the last run: what keeps person ids stable. The tables can be rebuilt; this cannot. */
export interface PeopleFile {
  /** Number of the next new person. */
  next: number;
  people: Record<string, FaceRef[]>;
  /** People who were joined with others: who they were, should they be taken apart again. */
  former?: Record<string, FaceRef[]>;
}
export const peoplePath = stryMutAct_9fa48("1548") ? () => undefined : (stryCov_9fa48("1548"), (() => {
  const peoplePath = (datas: string) => join(datas, stryMutAct_9fa48("1549") ? "" : (stryCov_9fa48("1549"), "people.json"));
  return peoplePath;
})());
export async function readPeopleFile(datas: string): Promise<PeopleFile> {
  if (stryMutAct_9fa48("1550")) {
    {}
  } else {
    stryCov_9fa48("1550");
    try {
      if (stryMutAct_9fa48("1551")) {
        {}
      } else {
        stryCov_9fa48("1551");
        return JSON.parse(await readFile(peoplePath(datas), "utf8")) as PeopleFile;
      }
    } catch (error) {
      if (stryMutAct_9fa48("1552")) {
        {}
      } else {
        stryCov_9fa48("1552");
        if (stryMutAct_9fa48("1555") ? (error as NodeJS.ErrnoException).code !== "ENOENT" : stryMutAct_9fa48("1554") ? false : stryMutAct_9fa48("1553") ? true : (stryCov_9fa48("1553", "1554", "1555"), (error as NodeJS.ErrnoException).code === (stryMutAct_9fa48("1556") ? "" : (stryCov_9fa48("1556"), "ENOENT")))) return stryMutAct_9fa48("1557") ? {} : (stryCov_9fa48("1557"), {
          next: 1,
          people: {}
        });
        if (stryMutAct_9fa48("1559") ? false : stryMutAct_9fa48("1558") ? true : (stryCov_9fa48("1558", "1559"), error instanceof SyntaxError)) {
          if (stryMutAct_9fa48("1560")) {
            {}
          } else {
            stryCov_9fa48("1560");
            throw new CommandError(stryMutAct_9fa48("1561") ? `` : (stryCov_9fa48("1561"), `${peoplePath(datas)} is not JSON. Remove the file: people get new numbers then.`));
          }
        }
        throw error;
      }
    }
  }
}
export function writePeopleFile(datas: string, file: PeopleFile): Promise<void> {
  if (stryMutAct_9fa48("1562")) {
    {}
  } else {
    stryCov_9fa48("1562");
    return writeAtomically(peoplePath(datas), stryMutAct_9fa48("1563") ? `` : (stryCov_9fa48("1563"), `${JSON.stringify(file)}\n`));
  }
}

/** A group of faces, by their places. */
export interface IdlessGroup {
  places: number[];
  /** Those that are there by their looks: who came by a decision does not say who the person is. All by default. */
  voters?: number[];
  /** The id that a decision gave it. */
  id?: string | undefined;
}

/**
 * The ids of groups: what a decision said; else that of the person a group mostly consists of. The pair of group and
 * person that share most faces goes first; of two groups that a person was split into, the larger part keeps the id.
 * Everybody else is new.
 *
 * @param before places by person id, of the last time and of former people
 */
export function keepPersonIds(groups: IdlessGroup[], before: Map<string, number[]>, next: number): {
  ids: string[];
  next: number;
} {
  if (stryMutAct_9fa48("1564")) {
    {}
  } else {
    stryCov_9fa48("1564");
    const ids = new Map<number, string>();
    const taken = new Set<string>();
    for (const [group, {
      id
    }] of groups.entries()) {
      if (stryMutAct_9fa48("1565")) {
        {}
      } else {
        stryCov_9fa48("1565");
        if (stryMutAct_9fa48("1568") ? id === undefined && taken.has(id) : stryMutAct_9fa48("1567") ? false : stryMutAct_9fa48("1566") ? true : (stryCov_9fa48("1566", "1567", "1568"), (stryMutAct_9fa48("1570") ? id !== undefined : stryMutAct_9fa48("1569") ? false : (stryCov_9fa48("1569", "1570"), id === undefined)) || taken.has(id))) continue;
        ids.set(group, id);
        taken.add(id);
      }
    }
    const shares = sharesOf(groups, before);
    stryMutAct_9fa48("1571") ? shares : (stryCov_9fa48("1571"), shares.sort(stryMutAct_9fa48("1572") ? () => undefined : (stryCov_9fa48("1572"), (a, b) => stryMutAct_9fa48("1575") ? (Number(b.isByLooks) - Number(a.isByLooks) || b.count - a.count || numberOf(a.id) - numberOf(b.id)) && a.group - b.group : stryMutAct_9fa48("1574") ? false : stryMutAct_9fa48("1573") ? true : (stryCov_9fa48("1573", "1574", "1575"), (stryMutAct_9fa48("1577") ? (Number(b.isByLooks) - Number(a.isByLooks) || b.count - a.count) && numberOf(a.id) - numberOf(b.id) : stryMutAct_9fa48("1576") ? false : (stryCov_9fa48("1576", "1577"), (stryMutAct_9fa48("1579") ? Number(b.isByLooks) - Number(a.isByLooks) && b.count - a.count : stryMutAct_9fa48("1578") ? false : (stryCov_9fa48("1578", "1579"), (stryMutAct_9fa48("1580") ? Number(b.isByLooks) + Number(a.isByLooks) : (stryCov_9fa48("1580"), Number(b.isByLooks) - Number(a.isByLooks))) || (stryMutAct_9fa48("1581") ? b.count + a.count : (stryCov_9fa48("1581"), b.count - a.count)))) || (stryMutAct_9fa48("1582") ? numberOf(a.id) + numberOf(b.id) : (stryCov_9fa48("1582"), numberOf(a.id) - numberOf(b.id))))) || (stryMutAct_9fa48("1583") ? a.group + b.group : (stryCov_9fa48("1583"), a.group - b.group))))));
    for (const {
      group,
      id
    } of shares) {
      if (stryMutAct_9fa48("1584")) {
        {}
      } else {
        stryCov_9fa48("1584");
        if (stryMutAct_9fa48("1587") ? ids.has(group) && taken.has(id) : stryMutAct_9fa48("1586") ? false : stryMutAct_9fa48("1585") ? true : (stryCov_9fa48("1585", "1586", "1587"), ids.has(group) || taken.has(id))) continue;
        ids.set(group, id);
        taken.add(id);
      }
    }
    let number = (stryMutAct_9fa48("1588") ? [] : (stryCov_9fa48("1588"), [...taken])).reduce(stryMutAct_9fa48("1589") ? () => undefined : (stryCov_9fa48("1589"), (highest, id) => stryMutAct_9fa48("1590") ? Math.min(highest, numberOf(id) + 1) : (stryCov_9fa48("1590"), Math.max(highest, stryMutAct_9fa48("1591") ? numberOf(id) - 1 : (stryCov_9fa48("1591"), numberOf(id) + 1)))), next);
    return stryMutAct_9fa48("1592") ? {} : (stryCov_9fa48("1592"), {
      ids: groups.map(stryMutAct_9fa48("1593") ? () => undefined : (stryCov_9fa48("1593"), (_, group) => stryMutAct_9fa48("1594") ? ids.get(group) && `P${number++}` : (stryCov_9fa48("1594"), ids.get(group) ?? (stryMutAct_9fa48("1595") ? `` : (stryCov_9fa48("1595"), `P${stryMutAct_9fa48("1596") ? number-- : (stryCov_9fa48("1596"), number++)}`))))),
      next: number
    });
  }
}

/** How many faces each group has of each person. */
function sharesOf(groups: IdlessGroup[], before: Map<string, number[]>) {
  if (stryMutAct_9fa48("1597")) {
    {}
  } else {
    stryCov_9fa48("1597");
    const idsOf = new Map<number, string[]>();
    for (const [id, places] of before) {
      if (stryMutAct_9fa48("1598")) {
        {}
      } else {
        stryCov_9fa48("1598");
        for (const place of places) {
          if (stryMutAct_9fa48("1599")) {
            {}
          } else {
            stryCov_9fa48("1599");
            const known = idsOf.get(place);
            if (stryMutAct_9fa48("1601") ? false : stryMutAct_9fa48("1600") ? true : (stryCov_9fa48("1600", "1601"), known)) known.push(id);else idsOf.set(place, stryMutAct_9fa48("1602") ? [] : (stryCov_9fa48("1602"), [id]));
          }
        }
      }
    }
    return groups.flatMap(({
      places,
      voters = places
    }, group) => {
      if (stryMutAct_9fa48("1603")) {
        {}
      } else {
        stryCov_9fa48("1603");
        const isByLooks = stryMutAct_9fa48("1607") ? voters.length <= 0 : stryMutAct_9fa48("1606") ? voters.length >= 0 : stryMutAct_9fa48("1605") ? false : stryMutAct_9fa48("1604") ? true : (stryCov_9fa48("1604", "1605", "1606", "1607"), voters.length > 0);
        const counts = new Map<string, number>();
        for (const place of isByLooks ? voters : places) {
          if (stryMutAct_9fa48("1608")) {
            {}
          } else {
            stryCov_9fa48("1608");
            for (const id of stryMutAct_9fa48("1609") ? idsOf.get(place) && [] : (stryCov_9fa48("1609"), idsOf.get(place) ?? (stryMutAct_9fa48("1610") ? ["Stryker was here"] : (stryCov_9fa48("1610"), [])))) counts.set(id, stryMutAct_9fa48("1611") ? (counts.get(id) ?? 0) - 1 : (stryCov_9fa48("1611"), (stryMutAct_9fa48("1612") ? counts.get(id) && 0 : (stryCov_9fa48("1612"), counts.get(id) ?? 0)) + 1));
          }
        }
        return (stryMutAct_9fa48("1613") ? [] : (stryCov_9fa48("1613"), [...counts])).map(stryMutAct_9fa48("1614") ? () => undefined : (stryCov_9fa48("1614"), ([id, count]) => stryMutAct_9fa48("1615") ? {} : (stryCov_9fa48("1615"), {
          group,
          id,
          count,
          isByLooks
        })));
      }
    });
  }
}
const numberOf = stryMutAct_9fa48("1616") ? () => undefined : (stryCov_9fa48("1616"), (() => {
  const numberOf = (id: string) => stryMutAct_9fa48("1619") ? Number(id.slice(1)) && 0 : stryMutAct_9fa48("1618") ? false : stryMutAct_9fa48("1617") ? true : (stryCov_9fa48("1617", "1618", "1619"), Number(stryMutAct_9fa48("1620") ? id : (stryCov_9fa48("1620"), id.slice(1))) || 0);
  return numberOf;
})());