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
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";

/** A kept face as the tables know it. */
export interface KeptFace {
  faceId: string;
  /** `photo#ordinal`. */
  faceKey: string;
  photo: string;
  /** Place in the answer of DetectFaces, from 1. */
  ordinal: number;
  etag?: string;
  /** Left, top, width, height: shares of the upright photo. */
  box: [number, number, number, number];
}

/** A kept face and what searches tell about it. Times are milliseconds since 1970. */
export interface GraphFace extends KeptFace {
  /** Share of the picture that it covers. */
  area: number;
  /** When the photo was taken, where it says so. */
  takenAt?: number;
  /** It was in the collection then, at the latest. */
  since: number;
  /**
   * Its own search tells which of the faces that were in the collection until then are alike; -Infinity where no
   * search was made, or none that lists every face down to {@link ALIKE_AT}.
   */
  told: number;
}

/**
 * Percent. Less similar faces are "not alike", all the same whether by a little or by a lot: how far down a search
 * happened to look must not matter.
 */
export const ALIKE_AT = DEFAULT_THRESHOLD;

/** Pairs of alike faces, each once, by the faces' places; similarities in percent. */
export interface AlikePairs {
  a: Int32Array;
  b: Int32Array;
  similarity: Float64Array;
}

/**
 * Faces, by their places, and what is known of their pairs: alike with a similarity, not alike, or unknown. A pair is
 * unknown while no search tells: neither face was searched deep enough at a time when the other was in the collection.
 */
export class FaceGraph {
  readonly faces: GraphFace[];
  readonly pairs: AlikePairs;
  /** The neighbours of face `i` are those from `first[i]` to `first[i + 1]`, by place. */
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly similarity: Float64Array;
  /** Faces about which their own search does not tell. */
  readonly hasUntold: boolean;
  constructor(faces: GraphFace[], pairs: AlikePairs) {
    if (stryMutAct_9fa48("886")) {
      {}
    } else {
      stryCov_9fa48("886");
      this.faces = faces;
      this.pairs = pairs;
      const {
        a,
        b,
        similarity
      } = pairs;
      this.first = new Int32Array(stryMutAct_9fa48("887") ? faces.length - 1 : (stryCov_9fa48("887"), faces.length + 1));
      for (let i = 0; stryMutAct_9fa48("890") ? i >= a.length : stryMutAct_9fa48("889") ? i <= a.length : stryMutAct_9fa48("888") ? false : (stryCov_9fa48("888", "889", "890"), i < a.length); stryMutAct_9fa48("891") ? i-- : (stryCov_9fa48("891"), i++)) {
        if (stryMutAct_9fa48("892")) {
          {}
        } else {
          stryCov_9fa48("892");
          stryMutAct_9fa48("893") ? this.first[a[i]! + 1]! -= 1 : (stryCov_9fa48("893"), this.first[stryMutAct_9fa48("894") ? a[i]! - 1 : (stryCov_9fa48("894"), a[i]! + 1)]! += 1);
          stryMutAct_9fa48("895") ? this.first[b[i]! + 1]! -= 1 : (stryCov_9fa48("895"), this.first[stryMutAct_9fa48("896") ? b[i]! - 1 : (stryCov_9fa48("896"), b[i]! + 1)]! += 1);
        }
      }
      for (let i = 0; stryMutAct_9fa48("899") ? i >= faces.length : stryMutAct_9fa48("898") ? i <= faces.length : stryMutAct_9fa48("897") ? false : (stryCov_9fa48("897", "898", "899"), i < faces.length); stryMutAct_9fa48("900") ? i-- : (stryCov_9fa48("900"), i++)) stryMutAct_9fa48("901") ? this.first[i + 1]! -= this.first[i]! : (stryCov_9fa48("901"), this.first[stryMutAct_9fa48("902") ? i - 1 : (stryCov_9fa48("902"), i + 1)]! += this.first[i]!);
      this.neighbour = new Int32Array(stryMutAct_9fa48("903") ? 2 / a.length : (stryCov_9fa48("903"), 2 * a.length));
      this.similarity = new Float64Array(stryMutAct_9fa48("904") ? 2 / a.length : (stryCov_9fa48("904"), 2 * a.length));
      const next = stryMutAct_9fa48("905") ? this.first : (stryCov_9fa48("905"), this.first.slice());
      const add = (from: number, to: number, value: number) => {
        if (stryMutAct_9fa48("906")) {
          {}
        } else {
          stryCov_9fa48("906");
          this.neighbour[next[from]!] = to;
          this.similarity[next[from]!] = value;
          stryMutAct_9fa48("907") ? next[from]! -= 1 : (stryCov_9fa48("907"), next[from]! += 1);
        }
      };
      for (let i = 0; stryMutAct_9fa48("910") ? i >= a.length : stryMutAct_9fa48("909") ? i <= a.length : stryMutAct_9fa48("908") ? false : (stryCov_9fa48("908", "909", "910"), i < a.length); stryMutAct_9fa48("911") ? i-- : (stryCov_9fa48("911"), i++)) {
        if (stryMutAct_9fa48("912")) {
          {}
        } else {
          stryCov_9fa48("912");
          add(a[i]!, b[i]!, similarity[i]!);
          add(b[i]!, a[i]!, similarity[i]!);
        }
      }
      this.hasUntold = stryMutAct_9fa48("913") ? faces.every(({
        told
      }) => told === Number.NEGATIVE_INFINITY) : (stryCov_9fa48("913"), faces.some(stryMutAct_9fa48("914") ? () => undefined : (stryCov_9fa48("914"), ({
        told
      }) => stryMutAct_9fa48("917") ? told !== Number.NEGATIVE_INFINITY : stryMutAct_9fa48("916") ? false : stryMutAct_9fa48("915") ? true : (stryCov_9fa48("915", "916", "917"), told === Number.NEGATIVE_INFINITY))));
    }
  }

  /** Whether a search tells about the pair, be it by not listing it. */
  isTold(a: number, b: number): boolean {
    if (stryMutAct_9fa48("918")) {
      {}
    } else {
      stryCov_9fa48("918");
      const [x, y] = stryMutAct_9fa48("919") ? [] : (stryCov_9fa48("919"), [this.faces[a]!, this.faces[b]!]);
      return stryMutAct_9fa48("922") ? x.told >= y.since && y.told >= x.since : stryMutAct_9fa48("921") ? false : stryMutAct_9fa48("920") ? true : (stryCov_9fa48("920", "921", "922"), (stryMutAct_9fa48("925") ? x.told < y.since : stryMutAct_9fa48("924") ? x.told > y.since : stryMutAct_9fa48("923") ? false : (stryCov_9fa48("923", "924", "925"), x.told >= y.since)) || (stryMutAct_9fa48("928") ? y.told < x.since : stryMutAct_9fa48("927") ? y.told > x.since : stryMutAct_9fa48("926") ? false : (stryCov_9fa48("926", "927", "928"), y.told >= x.since)));
    }
  }
  *neighbours(face: number): Generator<[face: number, similarity: number]> {
    if (stryMutAct_9fa48("929")) {
      {}
    } else {
      stryCov_9fa48("929");
      for (let i = this.first[face]!; stryMutAct_9fa48("932") ? i >= this.first[face + 1]! : stryMutAct_9fa48("931") ? i <= this.first[face + 1]! : stryMutAct_9fa48("930") ? false : (stryCov_9fa48("930", "931", "932"), i < this.first[stryMutAct_9fa48("933") ? face - 1 : (stryCov_9fa48("933"), face + 1)]!); stryMutAct_9fa48("934") ? i-- : (stryCov_9fa48("934"), i++)) yield stryMutAct_9fa48("935") ? [] : (stryCov_9fa48("935"), [this.neighbour[i]!, this.similarity[i]!]);
    }
  }

  /**
   * Mean similarity of a face with others, percent, where not alike counts as 0; undefined if nothing is known of any
   * pair.
   */
  mean(face: number, others: ReadonlySet<number>): number | undefined {
    if (stryMutAct_9fa48("936")) {
      {}
    } else {
      stryCov_9fa48("936");
      let sum = 0;
      for (const [other, similarity] of this.neighbours(face)) if (stryMutAct_9fa48("938") ? false : stryMutAct_9fa48("937") ? true : (stryCov_9fa48("937", "938"), others.has(other))) stryMutAct_9fa48("939") ? sum -= similarity : (stryCov_9fa48("939"), sum += similarity);
      const known = this.knownPairs(stryMutAct_9fa48("940") ? [] : (stryCov_9fa48("940"), [face]), others);
      return (stryMutAct_9fa48("943") ? known !== 0 : stryMutAct_9fa48("942") ? false : stryMutAct_9fa48("941") ? true : (stryCov_9fa48("941", "942", "943"), known === 0)) ? undefined : stryMutAct_9fa48("944") ? sum * known : (stryCov_9fa48("944"), sum / known);
    }
  }

  /** How many of the pairs of one face here and another there are known. */
  knownPairs(here: Iterable<number>, there: ReadonlySet<number>): number {
    if (stryMutAct_9fa48("945")) {
      {}
    } else {
      stryCov_9fa48("945");
      let known = 0;
      for (const face of here) {
        if (stryMutAct_9fa48("946")) {
          {}
        } else {
          stryCov_9fa48("946");
          stryMutAct_9fa48("947") ? known -= there.size - (there.has(face) ? 1 : 0) : (stryCov_9fa48("947"), known += stryMutAct_9fa48("948") ? there.size + (there.has(face) ? 1 : 0) : (stryCov_9fa48("948"), there.size - (there.has(face) ? 1 : 0)));
          if (stryMutAct_9fa48("951") ? false : stryMutAct_9fa48("950") ? true : stryMutAct_9fa48("949") ? this.hasUntold : (stryCov_9fa48("949", "950", "951"), !this.hasUntold)) continue;
          for (const other of there) if (stryMutAct_9fa48("954") ? other !== face || !this.isTold(face, other) : stryMutAct_9fa48("953") ? false : stryMutAct_9fa48("952") ? true : (stryCov_9fa48("952", "953", "954"), (stryMutAct_9fa48("956") ? other === face : stryMutAct_9fa48("955") ? true : (stryCov_9fa48("955", "956"), other !== face)) && (stryMutAct_9fa48("957") ? this.isTold(face, other) : (stryCov_9fa48("957"), !this.isTold(face, other))))) stryMutAct_9fa48("958") ? known += 1 : (stryCov_9fa48("958"), known -= 1);
          for (const [other] of this.neighbours(face)) {
            if (stryMutAct_9fa48("959")) {
              {}
            } else {
              stryCov_9fa48("959");
              if (stryMutAct_9fa48("962") ? there.has(other) || !this.isTold(face, other) : stryMutAct_9fa48("961") ? false : stryMutAct_9fa48("960") ? true : (stryCov_9fa48("960", "961", "962"), there.has(other) && (stryMutAct_9fa48("963") ? this.isTold(face, other) : (stryCov_9fa48("963"), !this.isTold(face, other))))) stryMutAct_9fa48("964") ? known -= 1 : (stryCov_9fa48("964"), known += 1);
            }
          }
        }
      }
      return known;
    }
  }
}