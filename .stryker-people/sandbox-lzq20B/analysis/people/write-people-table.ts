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
import { transaction } from "../tables/database.ts";

/** One row of the table `people`. */
export interface PersonFace {
  faceId: string;
  /** `photo#ordinal`. */
  faceKey: string;
  person: string;
  name: string | null;
  /**
   * Mean similarity, percent, with the person's other faces that it was put to by its looks; null where there is no
   * other, where no search would tell, and where the user said whose face it is.
   */
  confidence: number | null;
}
export async function writePeopleTable(connection: DuckDBConnection, rows: PersonFace[]): Promise<void> {
  if (stryMutAct_9fa48("2459")) {
    {}
  } else {
    stryCov_9fa48("2459");
    await transaction(connection, async () => {
      if (stryMutAct_9fa48("2460")) {
        {}
      } else {
        stryCov_9fa48("2460");
        await connection.run(stryMutAct_9fa48("2461") ? "" : (stryCov_9fa48("2461"), "DELETE FROM people"));
        const appender = await connection.createAppender(stryMutAct_9fa48("2462") ? "" : (stryCov_9fa48("2462"), "people"));
        for (const {
          faceId,
          faceKey,
          person,
          name,
          confidence
        } of rows) {
          if (stryMutAct_9fa48("2463")) {
            {}
          } else {
            stryCov_9fa48("2463");
            appender.appendVarchar(faceId);
            appender.appendVarchar(faceKey);
            appender.appendVarchar(person);
            if (stryMutAct_9fa48("2466") ? name !== null : stryMutAct_9fa48("2465") ? false : stryMutAct_9fa48("2464") ? true : (stryCov_9fa48("2464", "2465", "2466"), name === null)) appender.appendNull();else appender.appendVarchar(name);
            if (stryMutAct_9fa48("2469") ? confidence !== null : stryMutAct_9fa48("2468") ? false : stryMutAct_9fa48("2467") ? true : (stryCov_9fa48("2467", "2468", "2469"), confidence === null)) appender.appendNull();else appender.appendDouble(confidence);
            appender.endRow();
          }
        }
        appender.flushSync();
        appender.closeSync();
      }
    });
  }
}