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
import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { decisionsPath, readDecisions } from "./decision-ledger.ts";
import { peoplePath } from "./person-ids.ts";
export interface BroughtDecisions {
  /** Decisions that the other folder has and this one had not. */
  brought: number;
  /** Decisions that were not brought, because others were made here. */
  left: number;
}

/**
 * Brings the decisions about people from another data folder, with the ids that people have there. Where other
 * decisions were made here, nothing is brought: which of them holds is for the user to say.
 */
export async function bringDecisions(from: string, to: string): Promise<BroughtDecisions> {
  if (stryMutAct_9fa48("179")) {
    {}
  } else {
    stryCov_9fa48("179");
    if (stryMutAct_9fa48("182") ? resolve(from) !== resolve(to) : stryMutAct_9fa48("181") ? false : stryMutAct_9fa48("180") ? true : (stryCov_9fa48("180", "181", "182"), resolve(from) === resolve(to))) return stryMutAct_9fa48("183") ? {} : (stryCov_9fa48("183"), {
      brought: 0,
      left: 0
    });
    const [theirs, own] = stryMutAct_9fa48("184") ? [] : (stryCov_9fa48("184"), [await readDecisions(from), await readDecisions(to)]);
    const isContinued = stryMutAct_9fa48("185") ? own.some((decision, i) => JSON.stringify(decision) === JSON.stringify(theirs[i])) : (stryCov_9fa48("185"), own.every(stryMutAct_9fa48("186") ? () => undefined : (stryCov_9fa48("186"), (decision, i) => stryMutAct_9fa48("189") ? JSON.stringify(decision) !== JSON.stringify(theirs[i]) : stryMutAct_9fa48("188") ? false : stryMutAct_9fa48("187") ? true : (stryCov_9fa48("187", "188", "189"), JSON.stringify(decision) === JSON.stringify(theirs[i])))));
    const brought = stryMutAct_9fa48("190") ? theirs.length + own.length : (stryCov_9fa48("190"), theirs.length - own.length);
    if (stryMutAct_9fa48("193") ? false : stryMutAct_9fa48("192") ? true : stryMutAct_9fa48("191") ? isContinued : (stryCov_9fa48("191", "192", "193"), !isContinued)) return stryMutAct_9fa48("194") ? {} : (stryCov_9fa48("194"), {
      brought: 0,
      left: theirs.length
    });
    if (stryMutAct_9fa48("198") ? brought > 0 : stryMutAct_9fa48("197") ? brought < 0 : stryMutAct_9fa48("196") ? false : stryMutAct_9fa48("195") ? true : (stryCov_9fa48("195", "196", "197", "198"), brought <= 0)) return stryMutAct_9fa48("199") ? {} : (stryCov_9fa48("199"), {
      brought: 0,
      left: 0
    });
    await copyFile(decisionsPath(from), decisionsPath(to));
    await copyFile(peoplePath(from), peoplePath(to)).catch((error: NodeJS.ErrnoException) => {
      if (stryMutAct_9fa48("200")) {
        {}
      } else {
        stryCov_9fa48("200");
        if (stryMutAct_9fa48("203") ? error.code === "ENOENT" : stryMutAct_9fa48("202") ? false : stryMutAct_9fa48("201") ? true : (stryCov_9fa48("201", "202", "203"), error.code !== (stryMutAct_9fa48("204") ? "" : (stryCov_9fa48("204"), "ENOENT")))) throw error;
      }
    });
    return stryMutAct_9fa48("205") ? {} : (stryCov_9fa48("205"), {
      brought,
      left: 0
    });
  }
}