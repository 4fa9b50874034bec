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
import { hiddenLines } from "../terminal/min-face.ts";
import { labelsByName, pairwiseAgreement } from "./evaluate.ts";
import { readLabels } from "./labels.ts";
import type { People } from "./people.ts";
import { agreementLines, borderlineLines, decisionLines, peopleLines } from "./print-people.ts";
export interface LookOptions {
  /** `by-name`, or a file of face,person lines. */
  labels: string;
  json: boolean;
  /** FaceIds of small faces, which people are listed without. */
  hidden: ReadonlySet<string>;
  minFace: number;
}

/** What can be looked at: lines for people, or one of JSON. */
const LOOKS: Record<string, (people: People, options: LookOptions) => string[] | Promise<string[]>> = stryMutAct_9fa48("1428") ? {} : (stryCov_9fa48("1428"), {
  "": stryMutAct_9fa48("1429") ? () => undefined : (stryCov_9fa48("1429"), (people, {
    json,
    hidden,
    minFace
  }) => json ? stryMutAct_9fa48("1430") ? [] : (stryCov_9fa48("1430"), [JSON.stringify(stryMutAct_9fa48("1431") ? people.rows() : (stryCov_9fa48("1431"), people.rows().filter(stryMutAct_9fa48("1432") ? () => undefined : (stryCov_9fa48("1432"), ({
    faceId
  }) => stryMutAct_9fa48("1433") ? hidden.has(faceId) : (stryCov_9fa48("1433"), !hidden.has(faceId))))))]) : stryMutAct_9fa48("1434") ? [] : (stryCov_9fa48("1434"), [...peopleLines(people, hidden), ...hiddenLines(hidden.size, minFace)])),
  borderline: stryMutAct_9fa48("1435") ? () => undefined : (stryCov_9fa48("1435"), (people, {
    json
  }) => json ? stryMutAct_9fa48("1436") ? [] : (stryCov_9fa48("1436"), [JSON.stringify(stryMutAct_9fa48("1437") ? {} : (stryCov_9fa48("1437"), {
    merges: people.suggestedMerges(),
    suspects: people.suspects()
  }))]) : borderlineLines(people)),
  decisions(people, {
    json
  }) {
    if (stryMutAct_9fa48("1438")) {
      {}
    } else {
      stryCov_9fa48("1438");
      const reports = people.decisions();
      if (stryMutAct_9fa48("1440") ? false : stryMutAct_9fa48("1439") ? true : (stryCov_9fa48("1439", "1440"), json)) return stryMutAct_9fa48("1441") ? [] : (stryCov_9fa48("1441"), [JSON.stringify(reports)]);
      return (stryMutAct_9fa48("1444") ? reports.length !== 0 : stryMutAct_9fa48("1443") ? false : stryMutAct_9fa48("1442") ? true : (stryCov_9fa48("1442", "1443", "1444"), reports.length === 0)) ? stryMutAct_9fa48("1445") ? [] : (stryCov_9fa48("1445"), [stryMutAct_9fa48("1446") ? "" : (stryCov_9fa48("1446"), "Nothing was decided yet.")]) : decisionLines(reports);
    }
  },
  async evaluate(people, {
    labels,
    json
  }) {
    if (stryMutAct_9fa48("1447")) {
      {}
    } else {
      stryCov_9fa48("1447");
      const {
        faces
      } = people.graph;
      const known = (stryMutAct_9fa48("1450") ? labels !== "by-name" : stryMutAct_9fa48("1449") ? false : stryMutAct_9fa48("1448") ? true : (stryCov_9fa48("1448", "1449", "1450"), labels === (stryMutAct_9fa48("1451") ? "" : (stryCov_9fa48("1451"), "by-name")))) ? labelsByName(faces) : await readLabels(labels, faces);
      const groups = people.list().map(stryMutAct_9fa48("1452") ? () => undefined : (stryCov_9fa48("1452"), ({
        places
      }) => places.map(stryMutAct_9fa48("1453") ? () => undefined : (stryCov_9fa48("1453"), place => faces[place]!.faceId))));
      const agreement = pairwiseAgreement(groups, known);
      return json ? stryMutAct_9fa48("1454") ? [] : (stryCov_9fa48("1454"), [JSON.stringify(agreement)]) : agreementLines(agreement);
    }
  }
});

/** Without a verb: everybody. */
export const isLook = stryMutAct_9fa48("1455") ? () => undefined : (stryCov_9fa48("1455"), (() => {
  const isLook = (verb = stryMutAct_9fa48("1456") ? "Stryker was here!" : (stryCov_9fa48("1456"), "")): boolean => Object.hasOwn(LOOKS, verb);
  return isLook;
})());
export async function lookLines(people: People, verb: string, options: LookOptions): Promise<string[]> {
  if (stryMutAct_9fa48("1457")) {
    {}
  } else {
    stryCov_9fa48("1457");
    return await LOOKS[verb]!(people, options);
  }
}