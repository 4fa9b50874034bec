/** How groups compare with what is known, over pairs of labelled faces. */
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
export interface Agreement {
  faces: number;
  /** Pairs put together that belong together; put together wrongly; kept apart wrongly. */
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  /** Of the pairs put together, the share that belongs together; 1 when no pair was put together. */
  precision: number;
  /** Of the pairs that belong together, the share that was put together; 1 when there is no such pair. */
  recall: number;
  f1: number;
}

/**
 * Pairwise precision, recall and F1 of a grouping. Faces without a label say nothing and are left out.
 *
 * @param groups keys by group
 * @param labels the person of each key that is known
 */
export function pairwiseAgreement(groups: string[][], labels: Map<string, string>): Agreement {
  if (stryMutAct_9fa48("696")) {
    {}
  } else {
    stryCov_9fa48("696");
    const pairs = stryMutAct_9fa48("697") ? () => undefined : (stryCov_9fa48("697"), (() => {
      const pairs = (n: number) => stryMutAct_9fa48("698") ? n * (n - 1) * 2 : (stryCov_9fa48("698"), (stryMutAct_9fa48("699") ? n / (n - 1) : (stryCov_9fa48("699"), n * (stryMutAct_9fa48("700") ? n + 1 : (stryCov_9fa48("700"), n - 1)))) / 2);
      return pairs;
    })());
    const perPerson = new Map<string, number>();
    let together = 0;
    let right = 0;
    for (const group of groups) {
      if (stryMutAct_9fa48("701")) {
        {}
      } else {
        stryCov_9fa48("701");
        const perLabel = new Map<string, number>();
        for (const key of group) {
          if (stryMutAct_9fa48("702")) {
            {}
          } else {
            stryCov_9fa48("702");
            const label = labels.get(key);
            if (stryMutAct_9fa48("705") ? label !== undefined : stryMutAct_9fa48("704") ? false : stryMutAct_9fa48("703") ? true : (stryCov_9fa48("703", "704", "705"), label === undefined)) continue;
            perLabel.set(label, stryMutAct_9fa48("706") ? (perLabel.get(label) ?? 0) - 1 : (stryCov_9fa48("706"), (stryMutAct_9fa48("707") ? perLabel.get(label) && 0 : (stryCov_9fa48("707"), perLabel.get(label) ?? 0)) + 1));
            perPerson.set(label, stryMutAct_9fa48("708") ? (perPerson.get(label) ?? 0) - 1 : (stryCov_9fa48("708"), (stryMutAct_9fa48("709") ? perPerson.get(label) && 0 : (stryCov_9fa48("709"), perPerson.get(label) ?? 0)) + 1));
          }
        }
        const counts = stryMutAct_9fa48("710") ? [] : (stryCov_9fa48("710"), [...perLabel.values()]);
        stryMutAct_9fa48("711") ? together -= pairs(counts.reduce((sum, n) => sum + n, 0)) : (stryCov_9fa48("711"), together += pairs(counts.reduce(stryMutAct_9fa48("712") ? () => undefined : (stryCov_9fa48("712"), (sum, n) => stryMutAct_9fa48("713") ? sum - n : (stryCov_9fa48("713"), sum + n)), 0)));
        stryMutAct_9fa48("714") ? right -= counts.reduce((sum, n) => sum + pairs(n), 0) : (stryCov_9fa48("714"), right += counts.reduce(stryMutAct_9fa48("715") ? () => undefined : (stryCov_9fa48("715"), (sum, n) => stryMutAct_9fa48("716") ? sum - pairs(n) : (stryCov_9fa48("716"), sum + pairs(n))), 0));
      }
    }
    const counts = stryMutAct_9fa48("717") ? [] : (stryCov_9fa48("717"), [...perPerson.values()]);
    const belong = counts.reduce(stryMutAct_9fa48("718") ? () => undefined : (stryCov_9fa48("718"), (sum, n) => stryMutAct_9fa48("719") ? sum - pairs(n) : (stryCov_9fa48("719"), sum + pairs(n))), 0);
    const precision = (stryMutAct_9fa48("722") ? together !== 0 : stryMutAct_9fa48("721") ? false : stryMutAct_9fa48("720") ? true : (stryCov_9fa48("720", "721", "722"), together === 0)) ? 1 : stryMutAct_9fa48("723") ? right * together : (stryCov_9fa48("723"), right / together);
    const recall = (stryMutAct_9fa48("726") ? belong !== 0 : stryMutAct_9fa48("725") ? false : stryMutAct_9fa48("724") ? true : (stryCov_9fa48("724", "725", "726"), belong === 0)) ? 1 : stryMutAct_9fa48("727") ? right * belong : (stryCov_9fa48("727"), right / belong);
    return stryMutAct_9fa48("728") ? {} : (stryCov_9fa48("728"), {
      faces: counts.reduce(stryMutAct_9fa48("729") ? () => undefined : (stryCov_9fa48("729"), (sum, n) => stryMutAct_9fa48("730") ? sum - n : (stryCov_9fa48("730"), sum + n)), 0),
      truePositives: right,
      falsePositives: stryMutAct_9fa48("731") ? together + right : (stryCov_9fa48("731"), together - right),
      falseNegatives: stryMutAct_9fa48("732") ? belong + right : (stryCov_9fa48("732"), belong - right),
      precision,
      recall,
      f1: (stryMutAct_9fa48("735") ? precision + recall !== 0 : stryMutAct_9fa48("734") ? false : stryMutAct_9fa48("733") ? true : (stryCov_9fa48("733", "734", "735"), (stryMutAct_9fa48("736") ? precision - recall : (stryCov_9fa48("736"), precision + recall)) === 0)) ? 0 : stryMutAct_9fa48("737") ? 2 * precision * recall * (precision + recall) : (stryCov_9fa48("737"), (stryMutAct_9fa48("738") ? 2 * precision / recall : (stryCov_9fa48("738"), (stryMutAct_9fa48("739") ? 2 / precision : (stryCov_9fa48("739"), 2 * precision)) * recall)) / (stryMutAct_9fa48("740") ? precision - recall : (stryCov_9fa48("740"), precision + recall)))
    });
  }
}

/** The person in a photo's name: `alice1.jpg`, `trip/alice-12.png` give `alice`; undefined without any letter. */
export function personInName(photo: string): string | undefined {
  if (stryMutAct_9fa48("741")) {
    {}
  } else {
    stryCov_9fa48("741");
    const file = stryMutAct_9fa48("742") ? photo : (stryCov_9fa48("742"), photo.slice(stryMutAct_9fa48("743") ? photo.lastIndexOf("/") - 1 : (stryCov_9fa48("743"), photo.lastIndexOf(stryMutAct_9fa48("744") ? "" : (stryCov_9fa48("744"), "/")) + 1)));
    const stem = file.replace(stryMutAct_9fa48("747") ? /\.[.]*$/ : stryMutAct_9fa48("746") ? /\.[^.]$/ : stryMutAct_9fa48("745") ? /\.[^.]*/ : (stryCov_9fa48("745", "746", "747"), /\.[^.]*$/), stryMutAct_9fa48("748") ? "Stryker was here!" : (stryCov_9fa48("748"), ""));
    return stryMutAct_9fa48("749") ? /^(.*?\p{L})[\s_.-]*\d*$/u.exec(stem)[1] : (stryCov_9fa48("749"), (stryMutAct_9fa48("758") ? /^(.*?\p{L})[\s_.-]*\D*$/u : stryMutAct_9fa48("757") ? /^(.*?\p{L})[\s_.-]*\d$/u : stryMutAct_9fa48("756") ? /^(.*?\p{L})[\S_.-]*\d*$/u : stryMutAct_9fa48("755") ? /^(.*?\p{L})[^\s_.-]*\d*$/u : stryMutAct_9fa48("754") ? /^(.*?\p{L})[\s_.-]\d*$/u : stryMutAct_9fa48("753") ? /^(.*?\P{L})[\s_.-]*\d*$/u : stryMutAct_9fa48("752") ? /^(.\p{L})[\s_.-]*\d*$/u : stryMutAct_9fa48("751") ? /^(.*?\p{L})[\s_.-]*\d*/u : stryMutAct_9fa48("750") ? /(.*?\p{L})[\s_.-]*\d*$/u : (stryCov_9fa48("750", "751", "752", "753", "754", "755", "756", "757", "758"), /^(.*?\p{L})[\s_.-]*\d*$/u)).exec(stem)?.[1]);
  }
}

/** A face and how large it is on its photo (share of the picture). */
export interface SizedFace {
  faceId: string;
  photo: string;
  area: number;
}

/**
 * Labels by FaceId from the file names. Where a photo has several faces, the name is taken for the largest and the others stay
 * without a label: nobody knows from the name who they are.
 */
export function labelsByName(faces: SizedFace[]): Map<string, string> {
  if (stryMutAct_9fa48("759")) {
    {}
  } else {
    stryCov_9fa48("759");
    const largest = new Map<string, SizedFace>();
    for (const face of faces) {
      if (stryMutAct_9fa48("760")) {
        {}
      } else {
        stryCov_9fa48("760");
        const known = largest.get(face.photo);
        if (stryMutAct_9fa48("763") ? known === undefined && face.area > known.area : stryMutAct_9fa48("762") ? false : stryMutAct_9fa48("761") ? true : (stryCov_9fa48("761", "762", "763"), (stryMutAct_9fa48("765") ? known !== undefined : stryMutAct_9fa48("764") ? false : (stryCov_9fa48("764", "765"), known === undefined)) || (stryMutAct_9fa48("768") ? face.area <= known.area : stryMutAct_9fa48("767") ? face.area >= known.area : stryMutAct_9fa48("766") ? false : (stryCov_9fa48("766", "767", "768"), face.area > known.area)))) largest.set(face.photo, face);
      }
    }
    return new Map((stryMutAct_9fa48("769") ? [] : (stryCov_9fa48("769"), [...largest.values()])).flatMap(({
      faceId,
      photo
    }) => {
      if (stryMutAct_9fa48("770")) {
        {}
      } else {
        stryCov_9fa48("770");
        const person = personInName(photo);
        return (stryMutAct_9fa48("773") ? person !== undefined : stryMutAct_9fa48("772") ? false : stryMutAct_9fa48("771") ? true : (stryCov_9fa48("771", "772", "773"), person === undefined)) ? stryMutAct_9fa48("774") ? ["Stryker was here"] : (stryCov_9fa48("774"), []) : stryMutAct_9fa48("775") ? [] : (stryCov_9fa48("775"), [[faceId, person] as const]);
      }
    }));
  }
}