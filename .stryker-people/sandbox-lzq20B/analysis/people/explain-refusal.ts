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
import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { CommandError } from "../terminal/command.ts";
import { printable } from "../terminal/printable.ts";
import { describe } from "./decisions.ts";
import { DecisionRefused, type PersonSummary, type Refusal, type RefusalCode } from "./refusal.ts";
const LIST = commandLine(stryMutAct_9fa48("776") ? "" : (stryCov_9fa48("776"), "people"));
const faces = stryMutAct_9fa48("777") ? () => undefined : (stryCov_9fa48("777"), (() => {
  const faces = (count: number) => counted(count, stryMutAct_9fa48("778") ? "" : (stryCov_9fa48("778"), "face"));
  return faces;
})());
const titled = stryMutAct_9fa48("779") ? () => undefined : (stryCov_9fa48("779"), (() => {
  const titled = ({
    id,
    name,
    faces: count
  }: PersonSummary) => stryMutAct_9fa48("780") ? `` : (stryCov_9fa48("780"), `${id}${(stryMutAct_9fa48("783") ? name !== null : stryMutAct_9fa48("782") ? false : stryMutAct_9fa48("781") ? true : (stryCov_9fa48("781", "782", "783"), name === null)) ? stryMutAct_9fa48("784") ? "Stryker was here!" : (stryCov_9fa48("784"), "") : stryMutAct_9fa48("785") ? `` : (stryCov_9fa48("785"), ` ${printable(name)}`)} (${faces(count)})`);
  return titled;
})());
const WORDS: { [C in RefusalCode]: (refusal: Extract<Refusal, {
  code: C;
}>) => string } = stryMutAct_9fa48("786") ? {} : (stryCov_9fa48("786"), {
  UNKNOWN_FACE: stryMutAct_9fa48("787") ? () => undefined : (stryCov_9fa48("787"), ({
    face
  }) => stryMutAct_9fa48("788") ? `` : (stryCov_9fa48("788"), `No face ${printable(face)}. A face is a FaceId, photo#ordinal (alice1.jpg#1), or a photo with one kept face.`)),
  SEVERAL_FACES: stryMutAct_9fa48("789") ? () => undefined : (stryCov_9fa48("789"), ({
    photo,
    faces
  }) => stryMutAct_9fa48("790") ? `` : (stryCov_9fa48("790"), `${printable(photo)} has several faces: ${faces.map(printable).join(stryMutAct_9fa48("791") ? "" : (stryCov_9fa48("791"), ", "))}. Name one of them.`)),
  FACE_NOT_KEPT: stryMutAct_9fa48("792") ? () => undefined : (stryCov_9fa48("792"), ({
    face,
    reason
  }) => stryMutAct_9fa48("793") ? `` : (stryCov_9fa48("793"), `${printable(face)} was not kept: ${printable(reason)}. Only kept faces belong to people.`)),
  UNKNOWN_PERSON: stryMutAct_9fa48("794") ? () => undefined : (stryCov_9fa48("794"), ({
    person
  }) => stryMutAct_9fa48("795") ? `` : (stryCov_9fa48("795"), `No person ${printable(person)}. A person is an id (P1), a name, or one of their faces. List them: ${LIST}`)),
  AMBIGUOUS_NAME: stryMutAct_9fa48("796") ? () => undefined : (stryCov_9fa48("796"), ({
    name,
    people
  }) => stryMutAct_9fa48("797") ? `` : (stryCov_9fa48("797"), `Several people are called ${printable(name)}: ${people.map(titled).join(stryMutAct_9fa48("798") ? "" : (stryCov_9fa48("798"), ", "))}. Name one by its id.`)),
  NAME_TAKEN: stryMutAct_9fa48("799") ? () => undefined : (stryCov_9fa48("799"), ({
    name,
    person,
    by
  }) => (stryMutAct_9fa48("800") ? `` : (stryCov_9fa48("800"), `${by.id} is ${printable(name)} too (${faces(by.faces)}): the same person? Then: ${LIST} merge ${by.id} ${person.id}\n`)) + (stryMutAct_9fa48("801") ? `` : (stryCov_9fa48("801"), `Two people of that name? Then add --shared-name.`))),
  EMPTY_NAME: stryMutAct_9fa48("802") ? () => undefined : (stryCov_9fa48("802"), () => stryMutAct_9fa48("803") ? "" : (stryCov_9fa48("803"), "The name is empty.")),
  SAME_PERSON: stryMutAct_9fa48("804") ? () => undefined : (stryCov_9fa48("804"), ({
    person
  }) => stryMutAct_9fa48("805") ? `` : (stryCov_9fa48("805"), `Both are ${titled(person)}. Name two people.`)),
  SAME_FACE: stryMutAct_9fa48("806") ? () => undefined : (stryCov_9fa48("806"), ({
    face
  }) => stryMutAct_9fa48("807") ? `` : (stryCov_9fa48("807"), `Both are the face ${printable(face)}. Name two faces.`)),
  NOT_THEIRS: stryMutAct_9fa48("808") ? () => undefined : (stryCov_9fa48("808"), ({
    face,
    person
  }) => stryMutAct_9fa48("809") ? `` : (stryCov_9fa48("809"), `${printable(face)} is not a face of ${titled(person)}.`)),
  FACE_IGNORED: stryMutAct_9fa48("810") ? () => undefined : (stryCov_9fa48("810"), ({
    face
  }) => stryMutAct_9fa48("811") ? `` : (stryCov_9fa48("811"), `${printable(face)} is ignored, so it is nobody's. Give it to somebody: ${LIST} move ${printable(face)} PERSON|new`)),
  CONTRADICTS: stryMutAct_9fa48("812") ? () => undefined : (stryCov_9fa48("812"), ({
    decisions
  }) => (stryMutAct_9fa48("813") ? `` : (stryCov_9fa48("813"), `That contradicts what was decided before:\n${decisions.map(stryMutAct_9fa48("814") ? () => undefined : (stryCov_9fa48("814"), one => stryMutAct_9fa48("815") ? `` : (stryCov_9fa48("815"), `  ${printable(describe(one))}`))).join(stryMutAct_9fa48("816") ? "" : (stryCov_9fa48("816"), "\n"))}\n`)) + (stryMutAct_9fa48("817") ? `` : (stryCov_9fa48("817"), `Undo what was wrong (${LIST} undo N), then decide again.`))),
  ALREADY_SO: stryMutAct_9fa48("818") ? () => undefined : (stryCov_9fa48("818"), () => stryMutAct_9fa48("819") ? "" : (stryCov_9fa48("819"), "It is so already: nothing to change.")),
  BAD_DATE: stryMutAct_9fa48("820") ? () => undefined : (stryCov_9fa48("820"), ({
    text
  }) => stryMutAct_9fa48("821") ? `` : (stryCov_9fa48("821"), `"${printable(text)}" is no date. Write 2019, 2019-05 or 2019-05-31.`)),
  NO_FACES: stryMutAct_9fa48("822") ? () => undefined : (stryCov_9fa48("822"), () => stryMutAct_9fa48("823") ? "" : (stryCov_9fa48("823"), "No face was named.")),
  NOTHING_TO_UNDO: stryMutAct_9fa48("824") ? () => undefined : (stryCov_9fa48("824"), () => stryMutAct_9fa48("825") ? "" : (stryCov_9fa48("825"), "There is no decision to undo.")),
  UNKNOWN_DECISION: stryMutAct_9fa48("826") ? () => undefined : (stryCov_9fa48("826"), ({
    id
  }) => stryMutAct_9fa48("827") ? `` : (stryCov_9fa48("827"), `No decision ${id} stands. List them: ${LIST} decisions`))
});

/** Why a decision was not taken, for the command line. */
export const explainRefusal = stryMutAct_9fa48("828") ? () => undefined : (stryCov_9fa48("828"), (() => {
  const explainRefusal = (refusal: Refusal): string => (WORDS[refusal.code] as (refusal: Refusal) => string)(refusal);
  return explainRefusal;
})());

/** What is refused in `use` is the user's to correct. */
export async function explained<T>(use: () => T | Promise<T>): Promise<T> {
  if (stryMutAct_9fa48("829")) {
    {}
  } else {
    stryCov_9fa48("829");
    try {
      if (stryMutAct_9fa48("830")) {
        {}
      } else {
        stryCov_9fa48("830");
        return await use();
      }
    } catch (error) {
      if (stryMutAct_9fa48("831")) {
        {}
      } else {
        stryCov_9fa48("831");
        if (stryMutAct_9fa48("833") ? false : stryMutAct_9fa48("832") ? true : (stryCov_9fa48("832", "833"), error instanceof DecisionRefused)) throw new CommandError(explainRefusal(error.reason));
        throw error;
      }
    }
  }
}