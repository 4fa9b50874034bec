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
import { type Decision, type Standing, standing } from "./decisions.ts";
import type { Snapshot } from "./snapshot.ts";

/** What became of a decision. */
export interface DecisionReport {
  decision: Standing;
  state: "in force" | "overwritten" | "undone" | "missing";
  /** The number of the later decision that replaced or undid it. */
  by?: number;
}

/** Every decision but the undoing ones, oldest first. `missing`: its faces are not there (any more). */
export function reportDecisions(decisions: Decision[], {
  placement: {
    overwritten
  },
  missing
}: Pick<Snapshot, "placement" | "missing">): DecisionReport[] {
  if (stryMutAct_9fa48("430")) {
    {}
  } else {
    stryCov_9fa48("430");
    const undoneBy = new Map(decisions.flatMap(stryMutAct_9fa48("431") ? () => undefined : (stryCov_9fa48("431"), decision => (stryMutAct_9fa48("434") ? decision.type !== "undo" : stryMutAct_9fa48("433") ? false : stryMutAct_9fa48("432") ? true : (stryCov_9fa48("432", "433", "434"), decision.type === (stryMutAct_9fa48("435") ? "" : (stryCov_9fa48("435"), "undo")))) ? stryMutAct_9fa48("436") ? [] : (stryCov_9fa48("436"), [[decision.undoes, decision.id] as const]) : stryMutAct_9fa48("437") ? ["Stryker was here"] : (stryCov_9fa48("437"), []))));
    const stands = new Set(standing(decisions));
    return decisions.flatMap((decision): DecisionReport[] => {
      if (stryMutAct_9fa48("438")) {
        {}
      } else {
        stryCov_9fa48("438");
        if (stryMutAct_9fa48("441") ? decision.type !== "undo" : stryMutAct_9fa48("440") ? false : stryMutAct_9fa48("439") ? true : (stryCov_9fa48("439", "440", "441"), decision.type === (stryMutAct_9fa48("442") ? "" : (stryCov_9fa48("442"), "undo")))) return stryMutAct_9fa48("443") ? ["Stryker was here"] : (stryCov_9fa48("443"), []);
        if (stryMutAct_9fa48("446") ? false : stryMutAct_9fa48("445") ? true : stryMutAct_9fa48("444") ? stands.has(decision) : (stryCov_9fa48("444", "445", "446"), !stands.has(decision))) return stryMutAct_9fa48("447") ? [] : (stryCov_9fa48("447"), [stryMutAct_9fa48("448") ? {} : (stryCov_9fa48("448"), {
          decision,
          state: stryMutAct_9fa48("449") ? "" : (stryCov_9fa48("449"), "undone"),
          by: undoneBy.get(decision.id)!
        })]);
        if (stryMutAct_9fa48("451") ? false : stryMutAct_9fa48("450") ? true : (stryCov_9fa48("450", "451"), missing.includes(decision))) return stryMutAct_9fa48("452") ? [] : (stryCov_9fa48("452"), [stryMutAct_9fa48("453") ? {} : (stryCov_9fa48("453"), {
          decision,
          state: stryMutAct_9fa48("454") ? "" : (stryCov_9fa48("454"), "missing")
        })]);
        const by = overwritten.get(decision.id);
        return (stryMutAct_9fa48("457") ? by !== undefined : stryMutAct_9fa48("456") ? false : stryMutAct_9fa48("455") ? true : (stryCov_9fa48("455", "456", "457"), by === undefined)) ? stryMutAct_9fa48("458") ? [] : (stryCov_9fa48("458"), [stryMutAct_9fa48("459") ? {} : (stryCov_9fa48("459"), {
          decision,
          state: stryMutAct_9fa48("460") ? "" : (stryCov_9fa48("460"), "in force")
        })]) : stryMutAct_9fa48("461") ? [] : (stryCov_9fa48("461"), [stryMutAct_9fa48("462") ? {} : (stryCov_9fa48("462"), {
          decision,
          state: stryMutAct_9fa48("463") ? "" : (stryCov_9fa48("463"), "overwritten"),
          by
        })]);
      }
    });
  }
}