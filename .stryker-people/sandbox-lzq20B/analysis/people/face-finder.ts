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
import { SAME_FACE_OVERLAP } from "../../core/box.ts";
import { overlap, rectangleOf } from "../../core/rectangle.ts";
import type { FaceRef } from "./decisions.ts";
import type { KeptFace } from "./face-graph.ts";
import { groupBy } from "./group-by.ts";

/**
 * Finds the faces that decisions were made about among today's. By FaceId first; after a re-index by the photo (its
 * name, or its bytes under another name) and the place on it; by the ordinal only where no box was noted.
 */
export class FaceFinder {
  readonly #faces: KeptFace[];
  readonly #byId: Map<string, number>;
  #byPhoto: Map<string, number[]> | undefined;
  #byEtag: Map<string, number[]> | undefined;
  constructor(faces: KeptFace[]) {
    if (stryMutAct_9fa48("834")) {
      {}
    } else {
      stryCov_9fa48("834");
      this.#faces = faces;
      this.#byId = new Map(faces.map(stryMutAct_9fa48("835") ? () => undefined : (stryCov_9fa48("835"), ({
        faceId
      }, place) => stryMutAct_9fa48("836") ? [] : (stryCov_9fa48("836"), [faceId, place]))));
    }
  }

  /** The place of the face; undefined where it is gone. */
  find(ref: FaceRef): number | undefined {
    if (stryMutAct_9fa48("837")) {
      {}
    } else {
      stryCov_9fa48("837");
      const known = this.#byId.get(ref.faceId);
      if (stryMutAct_9fa48("840") ? known === undefined : stryMutAct_9fa48("839") ? false : stryMutAct_9fa48("838") ? true : (stryCov_9fa48("838", "839", "840"), known !== undefined)) return known;
      const candidates = this.#ofSamePhoto(ref);
      if (stryMutAct_9fa48("843") ? ref.box !== undefined : stryMutAct_9fa48("842") ? false : stryMutAct_9fa48("841") ? true : (stryCov_9fa48("841", "842", "843"), ref.box === undefined)) return candidates.find(stryMutAct_9fa48("844") ? () => undefined : (stryCov_9fa48("844"), i => stryMutAct_9fa48("847") ? this.#faces[i]!.ordinal !== ref.ordinal : stryMutAct_9fa48("846") ? false : stryMutAct_9fa48("845") ? true : (stryCov_9fa48("845", "846", "847"), this.#faces[i]!.ordinal === ref.ordinal)));
      const best = stryMutAct_9fa48("848") ? candidates.map(place => ({
        place,
        shared: overlap(edgesOf(this.#faces[place]!.box), edgesOf(ref.box!))
      }))[0] : (stryCov_9fa48("848"), candidates.map(stryMutAct_9fa48("849") ? () => undefined : (stryCov_9fa48("849"), place => stryMutAct_9fa48("850") ? {} : (stryCov_9fa48("850"), {
        place,
        shared: overlap(edgesOf(this.#faces[place]!.box), edgesOf(ref.box!))
      }))).sort(stryMutAct_9fa48("851") ? () => undefined : (stryCov_9fa48("851"), (a, b) => stryMutAct_9fa48("852") ? b.shared + a.shared : (stryCov_9fa48("852"), b.shared - a.shared)))[0]);
      return (stryMutAct_9fa48("855") ? best || best.shared >= SAME_FACE_OVERLAP : stryMutAct_9fa48("854") ? false : stryMutAct_9fa48("853") ? true : (stryCov_9fa48("853", "854", "855"), best && (stryMutAct_9fa48("858") ? best.shared < SAME_FACE_OVERLAP : stryMutAct_9fa48("857") ? best.shared > SAME_FACE_OVERLAP : stryMutAct_9fa48("856") ? true : (stryCov_9fa48("856", "857", "858"), best.shared >= SAME_FACE_OVERLAP)))) ? best.place : undefined;
    }
  }

  /** The places of those that are there. */
  findAll(refs: FaceRef[]): number[] {
    if (stryMutAct_9fa48("859")) {
      {}
    } else {
      stryCov_9fa48("859");
      return stryMutAct_9fa48("860") ? [] : (stryCov_9fa48("860"), [...new Set(refs.flatMap(stryMutAct_9fa48("861") ? () => undefined : (stryCov_9fa48("861"), ref => stryMutAct_9fa48("862") ? this.find(ref) && [] : (stryCov_9fa48("862"), this.find(ref) ?? (stryMutAct_9fa48("863") ? ["Stryker was here"] : (stryCov_9fa48("863"), []))))))]);
    }
  }
  #ofSamePhoto({
    photo,
    etag
  }: FaceRef): number[] {
    if (stryMutAct_9fa48("864")) {
      {}
    } else {
      stryCov_9fa48("864");
      const places = stryMutAct_9fa48("865") ? [] : (stryCov_9fa48("865"), [...this.#faces.keys()]);
      stryMutAct_9fa48("866") ? this.#byPhoto &&= groupBy(places, i => this.#faces[i]!.photo) : (stryCov_9fa48("866"), this.#byPhoto ??= groupBy(places, stryMutAct_9fa48("867") ? () => undefined : (stryCov_9fa48("867"), i => this.#faces[i]!.photo)));
      stryMutAct_9fa48("868") ? this.#byEtag &&= groupBy(places, i => this.#faces[i]!.etag) : (stryCov_9fa48("868"), this.#byEtag ??= groupBy(places, stryMutAct_9fa48("869") ? () => undefined : (stryCov_9fa48("869"), i => this.#faces[i]!.etag)));
      return stryMutAct_9fa48("870") ? ((etag === undefined ? undefined : this.#byEtag.get(etag)) ?? this.#byPhoto.get(photo)) && [] : (stryCov_9fa48("870"), (stryMutAct_9fa48("871") ? (etag === undefined ? undefined : this.#byEtag.get(etag)) && this.#byPhoto.get(photo) : (stryCov_9fa48("871"), ((stryMutAct_9fa48("874") ? etag !== undefined : stryMutAct_9fa48("873") ? false : stryMutAct_9fa48("872") ? true : (stryCov_9fa48("872", "873", "874"), etag === undefined)) ? undefined : this.#byEtag.get(etag)) ?? this.#byPhoto.get(photo))) ?? (stryMutAct_9fa48("875") ? ["Stryker was here"] : (stryCov_9fa48("875"), [])));
    }
  }
}
export function refOf({
  faceId,
  photo,
  ordinal,
  box,
  etag
}: KeptFace): FaceRef {
  if (stryMutAct_9fa48("876")) {
    {}
  } else {
    stryCov_9fa48("876");
    return stryMutAct_9fa48("877") ? {} : (stryCov_9fa48("877"), {
      faceId,
      photo,
      ordinal,
      box,
      ...(stryMutAct_9fa48("880") ? etag !== undefined || {
        etag
      } : stryMutAct_9fa48("879") ? false : stryMutAct_9fa48("878") ? true : (stryCov_9fa48("878", "879", "880"), (stryMutAct_9fa48("882") ? etag === undefined : stryMutAct_9fa48("881") ? true : (stryCov_9fa48("881", "882"), etag !== undefined)) && (stryMutAct_9fa48("883") ? {} : (stryCov_9fa48("883"), {
        etag
      }))))
    });
  }
}
const edgesOf = stryMutAct_9fa48("884") ? () => undefined : (stryCov_9fa48("884"), (() => {
  const edgesOf = ([left, top, width, height]: KeptFace["box"]) => rectangleOf(stryMutAct_9fa48("885") ? {} : (stryCov_9fa48("885"), {
    left,
    top,
    width,
    height
  }));
  return edgesOf;
})());