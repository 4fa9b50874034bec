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
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { readDecisions } from "./decision-ledger.ts";
import { FaceWords } from "./find-words.ts";
import { People, type PeopleOptions } from "./people.ts";
import { readPeopleFile } from "./person-ids.ts";
import { readFaceGraph } from "./read-face-graph.ts";
import { readNotKept } from "./read-not-kept.ts";

/** Loads people from the data folder's database, ledger and people.json. The tables must be up to date. */
export async function openPeople(datas: string, options: PeopleOptions = {}): Promise<People> {
  if (stryMutAct_9fa48("1458")) {
    {}
  } else {
    stryCov_9fa48("1458");
    const path = stryMutAct_9fa48("1459") ? options.db && join(datas, DATABASE_FILE) : (stryCov_9fa48("1459"), options.db ?? join(datas, DATABASE_FILE));
    return await withDatabase(path, {}, stryMutAct_9fa48("1460") ? () => undefined : (stryCov_9fa48("1460"), connection => loadPeople(connection, datas, options)));
  }
}

/** The same from a connection that is open. */
export async function loadPeople(connection: DuckDBConnection, datas: string, options: PeopleOptions = {}): Promise<People> {
  if (stryMutAct_9fa48("1461")) {
    {}
  } else {
    stryCov_9fa48("1461");
    const graph = await readFaceGraph(connection);
    const words = new FaceWords(graph.faces, await readNotKept(connection));
    const [decisions, file] = stryMutAct_9fa48("1462") ? [] : (stryCov_9fa48("1462"), [await readDecisions(datas), await readPeopleFile(datas)]);
    return new People(stryMutAct_9fa48("1463") ? {} : (stryCov_9fa48("1463"), {
      datas,
      graph,
      words,
      decisions,
      file,
      ...options
    }));
  }
}