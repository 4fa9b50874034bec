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
import { rows } from "../tables/database.ts";
import type { NotKept } from "./find-words.ts";

/** Faces that did not stay in the collection, and photos on which no face was found, with the reason. */
export function readNotKept(connection: DuckDBConnection): Promise<NotKept[]> {
  if (stryMutAct_9fa48("2041")) {
    {}
  } else {
    stryCov_9fa48("2041");
    return rows<NotKept>(connection, stryMutAct_9fa48("2042") ? `` : (stryCov_9fa48("2042"), `SELECT face_key AS "faceKey", face_id AS "faceId", f.photo, coalesce(exclude_reason, p.message, 'not kept') AS reason
     FROM faces f JOIN photos p USING (photo) WHERE NOT f.kept OR f.face_id IS NULL
     UNION ALL
     SELECT NULL, NULL, photo, coalesce(message, reason, 'no face was kept')
     FROM photos WHERE photo NOT IN (SELECT photo FROM faces)
     ORDER BY ALL`));
  }
}