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
import type { DuckDBConnection } from "@duckdb/node-api";
import { loadPeople } from "./open-people.ts";
import type { People, PeopleOptions } from "./people.ts";

/**
 * Groups the kept faces into people and writes the table `people`. Grouping and numbering depend on nothing but the
 * tables, the decisions and the people of the last run. Those are written first: killed in between, the next run
 * finds the same groups and gives them the same ids.
 */
export async function updatePeople(connection: DuckDBConnection, {
  datas,
  ...options
}: PeopleOptions & {
  datas: string;
}): Promise<People> {
  if (stryMutAct_9fa48("2203")) {
    {}
  } else {
    stryCov_9fa48("2203");
    const people = await loadPeople(connection, datas, options);
    await people.saveTo(connection);
    return people;
  }
}