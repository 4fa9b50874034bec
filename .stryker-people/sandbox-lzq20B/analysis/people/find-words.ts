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
import type { KeptFace } from "./face-graph.ts";
import { DecisionRefused, type PersonSummary } from "./refusal.ts";

/** A face, or a photo without any kept face, and why. */
export interface NotKept {
  faceKey: string | null;
  faceId: string | null;
  photo: string;
  /** As in the tables: "too young". */
  reason: string;
}

/** Finds the kept faces that users name: a FaceId, `photo#ordinal`, or a photo that has one kept face. */
export class FaceWords {
  readonly #faces: KeptFace[];
  readonly #notKept: NotKept[];
  readonly #places = new Map<string, number>();
  readonly #ofPhoto = new Map<string, number[]>();
  constructor(faces: KeptFace[], notKept: NotKept[] = stryMutAct_9fa48("965") ? ["Stryker was here"] : (stryCov_9fa48("965"), [])) {
    if (stryMutAct_9fa48("966")) {
      {}
    } else {
      stryCov_9fa48("966");
      this.#faces = faces;
      this.#notKept = notKept;
      for (const [place, {
        faceId,
        faceKey,
        photo
      }] of faces.entries()) {
        if (stryMutAct_9fa48("967")) {
          {}
        } else {
          stryCov_9fa48("967");
          this.#places.set(faceId, place).set(faceKey, place);
          const known = this.#ofPhoto.get(photo);
          if (stryMutAct_9fa48("969") ? false : stryMutAct_9fa48("968") ? true : (stryCov_9fa48("968", "969"), known)) known.push(place);else this.#ofPhoto.set(photo, stryMutAct_9fa48("970") ? [] : (stryCov_9fa48("970"), [place]));
        }
      }
    }
  }

  /** Whether the word could be meant as a face. */
  has(word: string): boolean {
    if (stryMutAct_9fa48("971")) {
      {}
    } else {
      stryCov_9fa48("971");
      return stryMutAct_9fa48("974") ? (this.#places.has(word) || this.#ofPhoto.has(word)) && this.#reason(word) !== undefined : stryMutAct_9fa48("973") ? false : stryMutAct_9fa48("972") ? true : (stryCov_9fa48("972", "973", "974"), (stryMutAct_9fa48("976") ? this.#places.has(word) && this.#ofPhoto.has(word) : stryMutAct_9fa48("975") ? false : (stryCov_9fa48("975", "976"), this.#places.has(word) || this.#ofPhoto.has(word))) || (stryMutAct_9fa48("978") ? this.#reason(word) === undefined : stryMutAct_9fa48("977") ? false : (stryCov_9fa48("977", "978"), this.#reason(word) !== undefined)));
    }
  }

  /**
   * The place of the face.
   *
   * @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT
   */
  find(word: string): number {
    if (stryMutAct_9fa48("979")) {
      {}
    } else {
      stryCov_9fa48("979");
      const place = this.#places.get(word);
      if (stryMutAct_9fa48("982") ? place === undefined : stryMutAct_9fa48("981") ? false : stryMutAct_9fa48("980") ? true : (stryCov_9fa48("980", "981", "982"), place !== undefined)) return place;
      const ofPhoto = stryMutAct_9fa48("983") ? this.#ofPhoto.get(word) && [] : (stryCov_9fa48("983"), this.#ofPhoto.get(word) ?? (stryMutAct_9fa48("984") ? ["Stryker was here"] : (stryCov_9fa48("984"), [])));
      if (stryMutAct_9fa48("987") ? ofPhoto.length !== 1 : stryMutAct_9fa48("986") ? false : stryMutAct_9fa48("985") ? true : (stryCov_9fa48("985", "986", "987"), ofPhoto.length === 1)) return ofPhoto[0]!;
      if (stryMutAct_9fa48("991") ? ofPhoto.length <= 1 : stryMutAct_9fa48("990") ? ofPhoto.length >= 1 : stryMutAct_9fa48("989") ? false : stryMutAct_9fa48("988") ? true : (stryCov_9fa48("988", "989", "990", "991"), ofPhoto.length > 1)) {
        if (stryMutAct_9fa48("992")) {
          {}
        } else {
          stryCov_9fa48("992");
          const faces = ofPhoto.map(stryMutAct_9fa48("993") ? () => undefined : (stryCov_9fa48("993"), i => this.#faces[i]!.faceKey));
          throw new DecisionRefused(stryMutAct_9fa48("994") ? {} : (stryCov_9fa48("994"), {
            code: stryMutAct_9fa48("995") ? "" : (stryCov_9fa48("995"), "SEVERAL_FACES"),
            photo: word,
            faces
          }));
        }
      }
      const reason = this.#reason(word);
      if (stryMutAct_9fa48("998") ? reason === undefined : stryMutAct_9fa48("997") ? false : stryMutAct_9fa48("996") ? true : (stryCov_9fa48("996", "997", "998"), reason !== undefined)) throw new DecisionRefused(stryMutAct_9fa48("999") ? {} : (stryCov_9fa48("999"), {
        code: stryMutAct_9fa48("1000") ? "" : (stryCov_9fa48("1000"), "FACE_NOT_KEPT"),
        face: word,
        reason
      }));
      throw new DecisionRefused(stryMutAct_9fa48("1001") ? {} : (stryCov_9fa48("1001"), {
        code: stryMutAct_9fa48("1002") ? "" : (stryCov_9fa48("1002"), "UNKNOWN_FACE"),
        face: word
      }));
    }
  }
  #reason(word: string): string | undefined {
    if (stryMutAct_9fa48("1003")) {
      {}
    } else {
      stryCov_9fa48("1003");
      const found = stryMutAct_9fa48("1004") ? this.#notKept : (stryCov_9fa48("1004"), this.#notKept.filter(stryMutAct_9fa48("1005") ? () => undefined : (stryCov_9fa48("1005"), ({
        faceKey,
        faceId,
        photo
      }) => (stryMutAct_9fa48("1006") ? [] : (stryCov_9fa48("1006"), [faceKey, faceId, photo])).includes(word))));
      return (stryMutAct_9fa48("1009") ? found.length !== 0 : stryMutAct_9fa48("1008") ? false : stryMutAct_9fa48("1007") ? true : (stryCov_9fa48("1007", "1008", "1009"), found.length === 0)) ? undefined : (stryMutAct_9fa48("1010") ? [] : (stryCov_9fa48("1010"), [...new Set(found.map(stryMutAct_9fa48("1011") ? () => undefined : (stryCov_9fa48("1011"), ({
        reason
      }) => reason)))])).join(stryMutAct_9fa48("1012") ? "" : (stryCov_9fa48("1012"), ", "));
    }
  }
}

/**
 * The person with that id (`P1`, `p1`) or name.
 *
 * @throws DecisionRefused AMBIGUOUS_NAME where several people are called so
 */
export function findPerson<T extends PersonSummary>(word: string, people: T[]): T | undefined {
  if (stryMutAct_9fa48("1013")) {
    {}
  } else {
    stryCov_9fa48("1013");
    const byId = people.find(stryMutAct_9fa48("1014") ? () => undefined : (stryCov_9fa48("1014"), ({
      id
    }) => stryMutAct_9fa48("1017") ? id.toLowerCase() !== word.toLowerCase() : stryMutAct_9fa48("1016") ? false : stryMutAct_9fa48("1015") ? true : (stryCov_9fa48("1015", "1016", "1017"), (stryMutAct_9fa48("1018") ? id.toUpperCase() : (stryCov_9fa48("1018"), id.toLowerCase())) === (stryMutAct_9fa48("1019") ? word.toUpperCase() : (stryCov_9fa48("1019"), word.toLowerCase())))));
    if (stryMutAct_9fa48("1021") ? false : stryMutAct_9fa48("1020") ? true : (stryCov_9fa48("1020", "1021"), byId)) return byId;
    const folded = stryMutAct_9fa48("1022") ? () => undefined : (stryCov_9fa48("1022"), (() => {
      const folded = (name: string | null) => stryMutAct_9fa48("1024") ? name.normalize("NFC").toLocaleLowerCase() : stryMutAct_9fa48("1023") ? name?.normalize("NFC").toLocaleUpperCase() : (stryCov_9fa48("1023", "1024"), name?.normalize(stryMutAct_9fa48("1025") ? "" : (stryCov_9fa48("1025"), "NFC")).toLocaleLowerCase());
      return folded;
    })());
    const wanted = stryMutAct_9fa48("1026") ? word.normalize("NFC") : (stryCov_9fa48("1026"), word.trim().normalize(stryMutAct_9fa48("1027") ? "" : (stryCov_9fa48("1027"), "NFC")));
    const exact = stryMutAct_9fa48("1028") ? people : (stryCov_9fa48("1028"), people.filter(stryMutAct_9fa48("1029") ? () => undefined : (stryCov_9fa48("1029"), ({
      name
    }) => stryMutAct_9fa48("1032") ? name?.normalize("NFC") !== wanted : stryMutAct_9fa48("1031") ? false : stryMutAct_9fa48("1030") ? true : (stryCov_9fa48("1030", "1031", "1032"), (stryMutAct_9fa48("1033") ? name.normalize("NFC") : (stryCov_9fa48("1033"), name?.normalize(stryMutAct_9fa48("1034") ? "" : (stryCov_9fa48("1034"), "NFC")))) === wanted))));
    const named = (stryMutAct_9fa48("1038") ? exact.length <= 0 : stryMutAct_9fa48("1037") ? exact.length >= 0 : stryMutAct_9fa48("1036") ? false : stryMutAct_9fa48("1035") ? true : (stryCov_9fa48("1035", "1036", "1037", "1038"), exact.length > 0)) ? exact : stryMutAct_9fa48("1039") ? people : (stryCov_9fa48("1039"), people.filter(stryMutAct_9fa48("1040") ? () => undefined : (stryCov_9fa48("1040"), ({
      name
    }) => stryMutAct_9fa48("1043") ? folded(name) !== folded(wanted) : stryMutAct_9fa48("1042") ? false : stryMutAct_9fa48("1041") ? true : (stryCov_9fa48("1041", "1042", "1043"), folded(name) === folded(wanted)))));
    if (stryMutAct_9fa48("1047") ? named.length <= 1 : stryMutAct_9fa48("1046") ? named.length >= 1 : stryMutAct_9fa48("1045") ? false : stryMutAct_9fa48("1044") ? true : (stryCov_9fa48("1044", "1045", "1046", "1047"), named.length > 1)) {
      if (stryMutAct_9fa48("1048")) {
        {}
      } else {
        stryCov_9fa48("1048");
        const candidates = named.map(stryMutAct_9fa48("1049") ? () => undefined : (stryCov_9fa48("1049"), ({
          id,
          name,
          faces
        }) => stryMutAct_9fa48("1050") ? {} : (stryCov_9fa48("1050"), {
          id,
          name,
          faces
        })));
        throw new DecisionRefused(stryMutAct_9fa48("1051") ? {} : (stryCov_9fa48("1051"), {
          code: stryMutAct_9fa48("1052") ? "" : (stryCov_9fa48("1052"), "AMBIGUOUS_NAME"),
          name: wanted,
          people: candidates
        }));
      }
    }
    return named[0];
  }
}