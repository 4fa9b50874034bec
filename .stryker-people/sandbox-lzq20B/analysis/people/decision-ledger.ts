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
import { readLines, rewriteLines, withLines } from "../files/line-file.ts";
import { CommandError } from "../terminal/command.ts";
import type { Decision, Verdict } from "./decisions.ts";
export const decisionsPath = stryMutAct_9fa48("402") ? () => undefined : (stryCov_9fa48("402"), (() => {
  const decisionsPath = (datas: string) => join(datas, stryMutAct_9fa48("403") ? "" : (stryCov_9fa48("403"), "decisions.jsonl"));
  return decisionsPath;
})());

/** All decisions of the file, oldest first; none when there is no file. */
export async function readDecisions(datas: string): Promise<Decision[]> {
  if (stryMutAct_9fa48("404")) {
    {}
  } else {
    stryCov_9fa48("404");
    return parse(datas, await readLines(decisionsPath(datas)));
  }
}

/**
 * Holds the ledger while `decide` looks at what was decided so far and says what to add; nothing is added for
 * undefined. No other process decides meanwhile, so numbers are never given twice.
 */
export async function extendLedger(datas: string, decide: (known: Decision[]) => Verdict | undefined | Promise<Verdict | undefined>): Promise<Decision | undefined> {
  if (stryMutAct_9fa48("405")) {
    {}
  } else {
    stryCov_9fa48("405");
    return await withLines(decisionsPath(datas), async (lines, append) => {
      if (stryMutAct_9fa48("406")) {
        {}
      } else {
        stryCov_9fa48("406");
        const known = parse(datas, lines);
        const verdict = await decide(known);
        if (stryMutAct_9fa48("409") ? verdict !== undefined : stryMutAct_9fa48("408") ? false : stryMutAct_9fa48("407") ? true : (stryCov_9fa48("407", "408", "409"), verdict === undefined)) return undefined;
        const id = stryMutAct_9fa48("410") ? known.reduce((highest, {
          id
        }) => Math.max(highest, id), 0) - 1 : (stryCov_9fa48("410"), known.reduce(stryMutAct_9fa48("411") ? () => undefined : (stryCov_9fa48("411"), (highest, {
          id
        }) => stryMutAct_9fa48("412") ? Math.min(highest, id) : (stryCov_9fa48("412"), Math.max(highest, id))), 0) + 1);
        const decision: Decision = stryMutAct_9fa48("413") ? {} : (stryCov_9fa48("413"), {
          id,
          at: new Date().toISOString(),
          ...verdict
        });
        await append(stryMutAct_9fa48("414") ? [] : (stryCov_9fa48("414"), [decision]));
        return decision;
      }
    });
  }
}

/** Replaces the ledger by what `change` makes of it, while nobody else decides. */
export async function rewriteDecisions(datas: string, change: (known: Decision[]) => Decision[]): Promise<void> {
  if (stryMutAct_9fa48("415")) {
    {}
  } else {
    stryCov_9fa48("415");
    await rewriteLines(decisionsPath(datas), stryMutAct_9fa48("416") ? () => undefined : (stryCov_9fa48("416"), lines => change(parse(datas, lines))));
  }
}
function parse(datas: string, lines: string[]): Decision[] {
  if (stryMutAct_9fa48("417")) {
    {}
  } else {
    stryCov_9fa48("417");
    return lines.flatMap((line, i) => {
      if (stryMutAct_9fa48("418")) {
        {}
      } else {
        stryCov_9fa48("418");
        if (stryMutAct_9fa48("421") ? line.trim() !== "" : stryMutAct_9fa48("420") ? false : stryMutAct_9fa48("419") ? true : (stryCov_9fa48("419", "420", "421"), (stryMutAct_9fa48("422") ? line : (stryCov_9fa48("422"), line.trim())) === (stryMutAct_9fa48("423") ? "Stryker was here!" : (stryCov_9fa48("423"), "")))) return stryMutAct_9fa48("424") ? ["Stryker was here"] : (stryCov_9fa48("424"), []);
        try {
          if (stryMutAct_9fa48("425")) {
            {}
          } else {
            stryCov_9fa48("425");
            return stryMutAct_9fa48("426") ? [] : (stryCov_9fa48("426"), [JSON.parse(line) as Decision]);
          }
        } catch {
          if (stryMutAct_9fa48("427")) {
            {}
          } else {
            stryCov_9fa48("427");
            throw new CommandError(stryMutAct_9fa48("428") ? `` : (stryCov_9fa48("428"), `Line ${stryMutAct_9fa48("429") ? i - 1 : (stryCov_9fa48("429"), i + 1)} of ${decisionsPath(datas)} is not a JSON object. Repair or remove that line.`));
          }
        }
      }
    });
  }
}