/** A face as a decision remembers it: enough to find it again after a re-index gave it another FaceId. */
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
export interface FaceRef {
  faceId: string;
  photo: string;
  /** Place in the answer of DetectFaces, from 1. */
  ordinal: number;
  /** Shares of the upright photo: left, top, width, height. */
  box?: [number, number, number, number];
  /** ETag of the photo: finds it under another name. */
  etag?: string;
}

/** A person as a decision remembers it: whoever has most of these faces, which were the person's when it was decided. */
export interface PersonRef {
  /** Its id then. */
  person: string;
  faces: FaceRef[];
}

/** What a user decided. Each does what it says to the faces and people it names, and to no others. */
export type Verdict = /** The groups that the two faces are in are one person. Written by earlier versions; now it is `merge` or `move`. */
{
  type: "same";
  faces: [FaceRef, FaceRef];
}
/** Two faces are two people: where they are together, the one that fits worse leaves. */ | {
  type: "different";
  faces: [FaceRef, FaceRef];
}
/** Two people are not one, however alike they look. */ | {
  type: "distinct";
  people: [PersonRef, PersonRef];
}
/** The second person is the first, whose id and name stay. */ | {
  type: "merge";
  people: [PersonRef, PersonRef];
}
/** The faces are this person's. */ | {
  type: "move";
  faces: FaceRef[];
  to: PersonRef;
}
/** The faces are a person of their own. */ | {
  type: "split";
  faces: FaceRef[];
  person: string;
}
/** The faces are not this person's, whoever they are. */ | {
  type: "reject";
  faces: FaceRef[];
  from: PersonRef;
}
/** The faces take no part: strangers, posters. */ | {
  type: "ignore";
  faces: FaceRef[];
}
/** The person who has most of the faces is called this; with an empty name, nothing. */ | {
  type: "name";
  name: string;
  faces: FaceRef[];
  person?: string;
}
/** The person was born on that day (or in that month or year): nobody is on a photo that was taken before. */ | {
  type: "born";
  born: string;
  person: PersonRef;
} | {
  type: "undo";
  undoes: number;
};

/** `id` counts from 1 in the order of the file; it is what `undo` names. */
export type Decision = Verdict & {
  id: number;
  at: string;
};
export type Standing = Exclude<Decision, {
  type: "undo";
}>;
export type DecisionType = Standing["type"];

/** The decisions that were not undone, oldest first. */
export function standing(decisions: Decision[]): Standing[] {
  if (stryMutAct_9fa48("501")) {
    {}
  } else {
    stryCov_9fa48("501");
    const undone = new Set(decisions.flatMap(stryMutAct_9fa48("502") ? () => undefined : (stryCov_9fa48("502"), decision => (stryMutAct_9fa48("505") ? decision.type !== "undo" : stryMutAct_9fa48("504") ? false : stryMutAct_9fa48("503") ? true : (stryCov_9fa48("503", "504", "505"), decision.type === (stryMutAct_9fa48("506") ? "" : (stryCov_9fa48("506"), "undo")))) ? decision.undoes : stryMutAct_9fa48("507") ? ["Stryker was here"] : (stryCov_9fa48("507"), []))));
    return stryMutAct_9fa48("508") ? decisions : (stryCov_9fa48("508"), decisions.filter(stryMutAct_9fa48("509") ? () => undefined : (stryCov_9fa48("509"), (decision): decision is Standing => stryMutAct_9fa48("512") ? decision.type !== "undo" || !undone.has(decision.id) : stryMutAct_9fa48("511") ? false : stryMutAct_9fa48("510") ? true : (stryCov_9fa48("510", "511", "512"), (stryMutAct_9fa48("514") ? decision.type === "undo" : stryMutAct_9fa48("513") ? true : (stryCov_9fa48("513", "514"), decision.type !== (stryMutAct_9fa48("515") ? "" : (stryCov_9fa48("515"), "undo")))) && (stryMutAct_9fa48("516") ? undone.has(decision.id) : (stryCov_9fa48("516"), !undone.has(decision.id)))))));
  }
}

/** All faces that a decision mentions, by where it mentions them. */
export function facesOf(decision: Standing): FaceRef[] {
  if (stryMutAct_9fa48("517")) {
    {}
  } else {
    stryCov_9fa48("517");
    switch (decision.type) {
      case stryMutAct_9fa48("518") ? "" : (stryCov_9fa48("518"), "distinct"):
      case stryMutAct_9fa48("520") ? "" : (stryCov_9fa48("520"), "merge"):
        if (stryMutAct_9fa48("519")) {} else {
          stryCov_9fa48("519");
          return decision.people.flatMap(stryMutAct_9fa48("521") ? () => undefined : (stryCov_9fa48("521"), ({
            faces
          }) => faces));
        }
      case stryMutAct_9fa48("523") ? "" : (stryCov_9fa48("523"), "move"):
        if (stryMutAct_9fa48("522")) {} else {
          stryCov_9fa48("522");
          return stryMutAct_9fa48("524") ? [] : (stryCov_9fa48("524"), [...decision.faces, ...decision.to.faces]);
        }
      case stryMutAct_9fa48("526") ? "" : (stryCov_9fa48("526"), "reject"):
        if (stryMutAct_9fa48("525")) {} else {
          stryCov_9fa48("525");
          return stryMutAct_9fa48("527") ? [] : (stryCov_9fa48("527"), [...decision.faces, ...decision.from.faces]);
        }
      case stryMutAct_9fa48("529") ? "" : (stryCov_9fa48("529"), "born"):
        if (stryMutAct_9fa48("528")) {} else {
          stryCov_9fa48("528");
          return decision.person.faces;
        }
      default:
        if (stryMutAct_9fa48("530")) {} else {
          stryCov_9fa48("530");
          return decision.faces;
        }
    }
  }
}

/** The decision without some faces; undefined where nothing is left of it. */
export function withoutFaces(decision: Standing, isGone: (face: FaceRef) => boolean): Standing | undefined {
  if (stryMutAct_9fa48("531")) {
    {}
  } else {
    stryCov_9fa48("531");
    const left = stryMutAct_9fa48("532") ? () => undefined : (stryCov_9fa48("532"), (() => {
      const left = (faces: FaceRef[]) => stryMutAct_9fa48("533") ? faces : (stryCov_9fa48("533"), faces.filter(stryMutAct_9fa48("534") ? () => undefined : (stryCov_9fa48("534"), face => stryMutAct_9fa48("535") ? isGone(face) : (stryCov_9fa48("535"), !isGone(face)))));
      return left;
    })());
    const person = stryMutAct_9fa48("536") ? () => undefined : (stryCov_9fa48("536"), (() => {
      const person = (ref: PersonRef): PersonRef => stryMutAct_9fa48("537") ? {} : (stryCov_9fa48("537"), {
        ...ref,
        faces: left(ref.faces)
      });
      return person;
    })());
    switch (decision.type) {
      case stryMutAct_9fa48("538") ? "" : (stryCov_9fa48("538"), "same"):
      case stryMutAct_9fa48("540") ? "" : (stryCov_9fa48("540"), "different"):
        if (stryMutAct_9fa48("539")) {} else {
          stryCov_9fa48("539");
          return (stryMutAct_9fa48("541") ? decision.faces.every(isGone) : (stryCov_9fa48("541"), decision.faces.some(isGone))) ? undefined : decision;
        }
      case stryMutAct_9fa48("542") ? "" : (stryCov_9fa48("542"), "distinct"):
      case stryMutAct_9fa48("544") ? "" : (stryCov_9fa48("544"), "merge"):
        if (stryMutAct_9fa48("543")) {} else {
          stryCov_9fa48("543");
          {
            if (stryMutAct_9fa48("545")) {
              {}
            } else {
              stryCov_9fa48("545");
              const [a, b] = stryMutAct_9fa48("546") ? [] : (stryCov_9fa48("546"), [person(decision.people[0]), person(decision.people[1])]);
              return (stryMutAct_9fa48("549") ? a.faces.length > 0 || b.faces.length > 0 : stryMutAct_9fa48("548") ? false : stryMutAct_9fa48("547") ? true : (stryCov_9fa48("547", "548", "549"), (stryMutAct_9fa48("552") ? a.faces.length <= 0 : stryMutAct_9fa48("551") ? a.faces.length >= 0 : stryMutAct_9fa48("550") ? true : (stryCov_9fa48("550", "551", "552"), a.faces.length > 0)) && (stryMutAct_9fa48("555") ? b.faces.length <= 0 : stryMutAct_9fa48("554") ? b.faces.length >= 0 : stryMutAct_9fa48("553") ? true : (stryCov_9fa48("553", "554", "555"), b.faces.length > 0)))) ? stryMutAct_9fa48("556") ? {} : (stryCov_9fa48("556"), {
                ...decision,
                people: stryMutAct_9fa48("557") ? [] : (stryCov_9fa48("557"), [a, b])
              }) : undefined;
            }
          }
        }
      case stryMutAct_9fa48("559") ? "" : (stryCov_9fa48("559"), "born"):
        if (stryMutAct_9fa48("558")) {} else {
          stryCov_9fa48("558");
          return keepIf(stryMutAct_9fa48("560") ? {} : (stryCov_9fa48("560"), {
            ...decision,
            person: person(decision.person)
          }), decision.person.faces, isGone);
        }
      case stryMutAct_9fa48("562") ? "" : (stryCov_9fa48("562"), "move"):
        if (stryMutAct_9fa48("561")) {} else {
          stryCov_9fa48("561");
          return keepIf(stryMutAct_9fa48("563") ? {} : (stryCov_9fa48("563"), {
            ...decision,
            faces: left(decision.faces),
            to: person(decision.to)
          }), decision.faces, isGone);
        }
      case stryMutAct_9fa48("565") ? "" : (stryCov_9fa48("565"), "reject"):
        if (stryMutAct_9fa48("564")) {} else {
          stryCov_9fa48("564");
          return keepIf(stryMutAct_9fa48("566") ? {} : (stryCov_9fa48("566"), {
            ...decision,
            faces: left(decision.faces),
            from: person(decision.from)
          }), decision.faces, isGone);
        }
      default:
        if (stryMutAct_9fa48("567")) {} else {
          stryCov_9fa48("567");
          return keepIf(stryMutAct_9fa48("568") ? {} : (stryCov_9fa48("568"), {
            ...decision,
            faces: left(decision.faces)
          }), decision.faces, isGone);
        }
    }
  }
}
const keepIf = stryMutAct_9fa48("569") ? () => undefined : (stryCov_9fa48("569"), (() => {
  const keepIf = (decision: Standing, faces: FaceRef[], isGone: (face: FaceRef) => boolean) => (stryMutAct_9fa48("570") ? faces.some(isGone) : (stryCov_9fa48("570"), faces.every(isGone))) ? undefined : decision;
  return keepIf;
})());
const key = stryMutAct_9fa48("571") ? () => undefined : (stryCov_9fa48("571"), (() => {
  const key = ({
    photo,
    ordinal
  }: FaceRef) => stryMutAct_9fa48("572") ? `` : (stryCov_9fa48("572"), `${photo}#${ordinal}`);
  return key;
})());
const listed = stryMutAct_9fa48("573") ? () => undefined : (stryCov_9fa48("573"), (() => {
  const listed = (faces: FaceRef[]) => (stryMutAct_9fa48("577") ? faces.length > 3 : stryMutAct_9fa48("576") ? faces.length < 3 : stryMutAct_9fa48("575") ? false : stryMutAct_9fa48("574") ? true : (stryCov_9fa48("574", "575", "576", "577"), faces.length <= 3)) ? faces.map(key).join(stryMutAct_9fa48("578") ? "" : (stryCov_9fa48("578"), " and ")) : stryMutAct_9fa48("579") ? `` : (stryCov_9fa48("579"), `${stryMutAct_9fa48("580") ? faces.map(key).join(", ") : (stryCov_9fa48("580"), faces.slice(0, 2).map(key).join(stryMutAct_9fa48("581") ? "" : (stryCov_9fa48("581"), ", ")))} and ${stryMutAct_9fa48("582") ? faces.length + 2 : (stryCov_9fa48("582"), faces.length - 2)} more`);
  return listed;
})());
const who = stryMutAct_9fa48("583") ? () => undefined : (stryCov_9fa48("583"), (() => {
  const who = ({
    person,
    faces
  }: PersonRef) => faces[0] ? stryMutAct_9fa48("584") ? `` : (stryCov_9fa48("584"), `${person} (${key(faces[0])})`) : person;
  return who;
})());

/** `3: same alice1.jpg#1 and alice2.jpg#1 (2026-11-25)`. */
export function describe(decision: Standing): string {
  if (stryMutAct_9fa48("585")) {
    {}
  } else {
    stryCov_9fa48("585");
    return stryMutAct_9fa48("586") ? `` : (stryCov_9fa48("586"), `${decision.id}: ${inWords(decision)} (${stryMutAct_9fa48("587") ? decision.at : (stryCov_9fa48("587"), decision.at.slice(0, 10))})`);
  }
}
function inWords(decision: Standing): string {
  if (stryMutAct_9fa48("588")) {
    {}
  } else {
    stryCov_9fa48("588");
    switch (decision.type) {
      case stryMutAct_9fa48("590") ? "" : (stryCov_9fa48("590"), "name"):
        if (stryMutAct_9fa48("589")) {} else {
          stryCov_9fa48("589");
          return stryMutAct_9fa48("591") ? `` : (stryCov_9fa48("591"), `name ${JSON.stringify(decision.name)} for ${listed(decision.faces)}`);
        }
      case stryMutAct_9fa48("593") ? "" : (stryCov_9fa48("593"), "merge"):
        if (stryMutAct_9fa48("592")) {} else {
          stryCov_9fa48("592");
          return stryMutAct_9fa48("594") ? `` : (stryCov_9fa48("594"), `merge ${who(decision.people[0])} and ${who(decision.people[1])}`);
        }
      case stryMutAct_9fa48("596") ? "" : (stryCov_9fa48("596"), "distinct"):
        if (stryMutAct_9fa48("595")) {} else {
          stryCov_9fa48("595");
          return stryMutAct_9fa48("597") ? `` : (stryCov_9fa48("597"), `different ${who(decision.people[0])} and ${who(decision.people[1])}`);
        }
      case stryMutAct_9fa48("599") ? "" : (stryCov_9fa48("599"), "move"):
        if (stryMutAct_9fa48("598")) {} else {
          stryCov_9fa48("598");
          return stryMutAct_9fa48("600") ? `` : (stryCov_9fa48("600"), `move ${listed(decision.faces)} to ${who(decision.to)}`);
        }
      case stryMutAct_9fa48("602") ? "" : (stryCov_9fa48("602"), "split"):
        if (stryMutAct_9fa48("601")) {} else {
          stryCov_9fa48("601");
          return stryMutAct_9fa48("603") ? `` : (stryCov_9fa48("603"), `split ${listed(decision.faces)} off as ${decision.person}`);
        }
      case stryMutAct_9fa48("605") ? "" : (stryCov_9fa48("605"), "reject"):
        if (stryMutAct_9fa48("604")) {} else {
          stryCov_9fa48("604");
          return stryMutAct_9fa48("606") ? `` : (stryCov_9fa48("606"), `${listed(decision.faces)} not ${who(decision.from)}`);
        }
      case stryMutAct_9fa48("608") ? "" : (stryCov_9fa48("608"), "born"):
        if (stryMutAct_9fa48("607")) {} else {
          stryCov_9fa48("607");
          return stryMutAct_9fa48("609") ? `` : (stryCov_9fa48("609"), `born ${decision.born}: ${who(decision.person)}`);
        }
      default:
        if (stryMutAct_9fa48("610")) {} else {
          stryCov_9fa48("610");
          return stryMutAct_9fa48("611") ? `` : (stryCov_9fa48("611"), `${decision.type} ${listed(decision.faces)}`);
        }
    }
  }
}