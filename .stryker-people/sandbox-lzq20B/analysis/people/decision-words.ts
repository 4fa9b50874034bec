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
import { counted } from "../../core/counted.ts";
import type { DecisionType, FaceRef, PersonRef, Standing } from "./decisions.ts";
const key = stryMutAct_9fa48("464") ? () => undefined : (stryCov_9fa48("464"), (() => {
  const key = ({
    photo,
    ordinal
  }: FaceRef) => stryMutAct_9fa48("465") ? `` : (stryCov_9fa48("465"), `${photo}#${ordinal}`);
  return key;
})());
const faces = stryMutAct_9fa48("466") ? () => undefined : (stryCov_9fa48("466"), (() => {
  const faces = (refs: FaceRef[]) => (stryMutAct_9fa48("469") ? refs.length !== 1 : stryMutAct_9fa48("468") ? false : stryMutAct_9fa48("467") ? true : (stryCov_9fa48("467", "468", "469"), refs.length === 1)) ? key(refs[0]!) : counted(refs.length, stryMutAct_9fa48("470") ? "" : (stryCov_9fa48("470"), "face"));
  return faces;
})());
const who = stryMutAct_9fa48("471") ? () => undefined : (stryCov_9fa48("471"), (() => {
  const who = ({
    person
  }: PersonRef) => person;
  return who;
})());
const WORDS: { [T in DecisionType]: (decision: Extract<Standing, {
  type: T;
}>) => string } = stryMutAct_9fa48("472") ? {} : (stryCov_9fa48("472"), {
  name: stryMutAct_9fa48("473") ? () => undefined : (stryCov_9fa48("473"), ({
    name,
    person,
    faces: refs
  }) => (stryMutAct_9fa48("476") ? name !== "" : stryMutAct_9fa48("475") ? false : stryMutAct_9fa48("474") ? true : (stryCov_9fa48("474", "475", "476"), name === (stryMutAct_9fa48("477") ? "Stryker was here!" : (stryCov_9fa48("477"), "")))) ? stryMutAct_9fa48("478") ? `` : (stryCov_9fa48("478"), `Took the name of ${stryMutAct_9fa48("479") ? person && faces(refs) : (stryCov_9fa48("479"), person ?? faces(refs))} away`) : stryMutAct_9fa48("480") ? `` : (stryCov_9fa48("480"), `Named ${stryMutAct_9fa48("481") ? person && faces(refs) : (stryCov_9fa48("481"), person ?? faces(refs))} ${name}`)),
  merge: stryMutAct_9fa48("482") ? () => undefined : (stryCov_9fa48("482"), ({
    people: [kept, gone]
  }) => stryMutAct_9fa48("483") ? `` : (stryCov_9fa48("483"), `Merged ${who(gone)} into ${who(kept)}`)),
  distinct: stryMutAct_9fa48("484") ? () => undefined : (stryCov_9fa48("484"), ({
    people: [a, b]
  }) => stryMutAct_9fa48("485") ? `` : (stryCov_9fa48("485"), `${who(a)} and ${who(b)} are two people`)),
  same: stryMutAct_9fa48("486") ? () => undefined : (stryCov_9fa48("486"), ({
    faces: [a, b]
  }) => stryMutAct_9fa48("487") ? `` : (stryCov_9fa48("487"), `${key(a)} and ${key(b)} are one person`)),
  different: stryMutAct_9fa48("488") ? () => undefined : (stryCov_9fa48("488"), ({
    faces: [a, b]
  }) => stryMutAct_9fa48("489") ? `` : (stryCov_9fa48("489"), `${key(a)} and ${key(b)} are two people`)),
  move: stryMutAct_9fa48("490") ? () => undefined : (stryCov_9fa48("490"), ({
    faces: refs,
    to
  }) => stryMutAct_9fa48("491") ? `` : (stryCov_9fa48("491"), `Put ${faces(refs)} to ${who(to)}`)),
  split: stryMutAct_9fa48("492") ? () => undefined : (stryCov_9fa48("492"), ({
    faces: refs,
    person
  }) => stryMutAct_9fa48("493") ? `` : (stryCov_9fa48("493"), `Split ${faces(refs)} off as ${person}`)),
  reject: stryMutAct_9fa48("494") ? () => undefined : (stryCov_9fa48("494"), ({
    faces: refs,
    from
  }) => stryMutAct_9fa48("495") ? `` : (stryCov_9fa48("495"), `Took ${faces(refs)} from ${who(from)}`)),
  ignore: stryMutAct_9fa48("496") ? () => undefined : (stryCov_9fa48("496"), ({
    faces: refs
  }) => stryMutAct_9fa48("497") ? `` : (stryCov_9fa48("497"), `Ignored ${faces(refs)}`)),
  born: stryMutAct_9fa48("498") ? () => undefined : (stryCov_9fa48("498"), ({
    born,
    person
  }) => stryMutAct_9fa48("499") ? `` : (stryCov_9fa48("499"), `${who(person)} was born ${born}`))
});

/** What was decided, as somebody tells it who did it: `Merged P2 into P1`. */
export const decisionInWords = stryMutAct_9fa48("500") ? () => undefined : (stryCov_9fa48("500"), (() => {
  const decisionInWords = (decision: Standing): string => (WORDS[decision.type] as (decision: Standing) => string)(decision);
  return decisionInWords;
})());