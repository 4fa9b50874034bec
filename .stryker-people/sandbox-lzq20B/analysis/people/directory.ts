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
import type { PersonRef, Standing } from "./decisions.ts";
import { refOf } from "./face-finder.ts";
import type { FaceGraph } from "./face-graph.ts";
import { type FaceWords, findPerson } from "./find-words.ts";
import { DecisionRefused, type Refusal } from "./refusal.ts";
import { type Person, type Snapshot, summaryOf } from "./snapshot.ts";

/** A person remembered by this many faces is found again although some of them go. */
const REMEMBERED_FACES = 20;
export const refused = stryMutAct_9fa48("612") ? () => undefined : (stryCov_9fa48("612"), (() => {
  const refused = (reason: Refusal) => new DecisionRefused(reason);
  return refused;
})());

/** Whom and which faces the words of a decision mean, as things stand. Faces are given by their places. */
export class Directory {
  readonly graph: FaceGraph;
  readonly now: Snapshot;
  readonly decisions: Standing[];
  readonly #words: FaceWords;
  constructor(parts: {
    graph: FaceGraph;
    words: FaceWords;
    now: Snapshot;
    decisions: Standing[];
  }) {
    if (stryMutAct_9fa48("613")) {
      {}
    } else {
      stryCov_9fa48("613");
      this.graph = parts.graph;
      this.now = parts.now;
      this.decisions = parts.decisions;
      this.#words = parts.words;
    }
  }

  /** @throws DecisionRefused UNKNOWN_PERSON, AMBIGUOUS_NAME, and of faces SEVERAL_FACES, FACE_NOT_KEPT, FACE_IGNORED */
  person(word: string): Person {
    if (stryMutAct_9fa48("614")) {
      {}
    } else {
      stryCov_9fa48("614");
      const summaries = this.now.people.map(stryMutAct_9fa48("615") ? () => undefined : (stryCov_9fa48("615"), person => stryMutAct_9fa48("616") ? {} : (stryCov_9fa48("616"), {
        ...summaryOf(person),
        person
      })));
      const found = findPerson(word, summaries);
      if (stryMutAct_9fa48("618") ? false : stryMutAct_9fa48("617") ? true : (stryCov_9fa48("617", "618"), found)) return found.person;
      if (stryMutAct_9fa48("621") ? false : stryMutAct_9fa48("620") ? true : stryMutAct_9fa48("619") ? this.#words.has(word) : (stryCov_9fa48("619", "620", "621"), !this.#words.has(word))) throw refused(stryMutAct_9fa48("622") ? {} : (stryCov_9fa48("622"), {
        code: stryMutAct_9fa48("623") ? "" : (stryCov_9fa48("623"), "UNKNOWN_PERSON"),
        person: word
      }));
      const place = this.#words.find(word);
      const home = this.now.home[place];
      if (stryMutAct_9fa48("626") ? false : stryMutAct_9fa48("625") ? true : stryMutAct_9fa48("624") ? home : (stryCov_9fa48("624", "625", "626"), !home)) throw refused(stryMutAct_9fa48("627") ? {} : (stryCov_9fa48("627"), {
        code: stryMutAct_9fa48("628") ? "" : (stryCov_9fa48("628"), "FACE_IGNORED"),
        face: this.faceKey(place)
      }));
      return home;
    }
  }

  /** @throws DecisionRefused SAME_PERSON, and as {@link person} */
  twoPeople(a: string, b: string): [Person, Person] {
    if (stryMutAct_9fa48("629")) {
      {}
    } else {
      stryCov_9fa48("629");
      const [one, two] = stryMutAct_9fa48("630") ? [] : (stryCov_9fa48("630"), [this.person(a), this.person(b)]);
      if (stryMutAct_9fa48("633") ? one !== two : stryMutAct_9fa48("632") ? false : stryMutAct_9fa48("631") ? true : (stryCov_9fa48("631", "632", "633"), one === two)) throw refused(stryMutAct_9fa48("634") ? {} : (stryCov_9fa48("634"), {
        code: stryMutAct_9fa48("635") ? "" : (stryCov_9fa48("635"), "SAME_PERSON"),
        person: summaryOf(one)
      }));
      return stryMutAct_9fa48("636") ? [] : (stryCov_9fa48("636"), [one, two]);
    }
  }

  /** @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT */
  face(word: string): number {
    if (stryMutAct_9fa48("637")) {
      {}
    } else {
      stryCov_9fa48("637");
      return this.#words.find(word);
    }
  }

  /** @throws DecisionRefused NO_FACES, and as {@link face} */
  faces(words: string[]): number[] {
    if (stryMutAct_9fa48("638")) {
      {}
    } else {
      stryCov_9fa48("638");
      if (stryMutAct_9fa48("641") ? words.length !== 0 : stryMutAct_9fa48("640") ? false : stryMutAct_9fa48("639") ? true : (stryCov_9fa48("639", "640", "641"), words.length === 0)) throw refused(stryMutAct_9fa48("642") ? {} : (stryCov_9fa48("642"), {
        code: stryMutAct_9fa48("643") ? "" : (stryCov_9fa48("643"), "NO_FACES")
      }));
      return stryMutAct_9fa48("644") ? [] : (stryCov_9fa48("644"), [...new Set(words.map(stryMutAct_9fa48("645") ? () => undefined : (stryCov_9fa48("645"), word => this.face(word))))]);
    }
  }

  /** The place of a face; undefined where the word means a person. */
  asFace(word: string): number | undefined {
    if (stryMutAct_9fa48("646")) {
      {}
    } else {
      stryCov_9fa48("646");
      const isFace = stryMutAct_9fa48("649") ? findPerson(word, this.now.people.map(summaryOf)) === undefined || this.#words.has(word) : stryMutAct_9fa48("648") ? false : stryMutAct_9fa48("647") ? true : (stryCov_9fa48("647", "648", "649"), (stryMutAct_9fa48("651") ? findPerson(word, this.now.people.map(summaryOf)) !== undefined : stryMutAct_9fa48("650") ? true : (stryCov_9fa48("650", "651"), findPerson(word, this.now.people.map(summaryOf)) === undefined)) && this.#words.has(word));
      return isFace ? this.face(word) : undefined;
    }
  }

  /** The face, or all faces of the person. */
  facesOf(word: string): number[] {
    if (stryMutAct_9fa48("652")) {
      {}
    } else {
      stryCov_9fa48("652");
      const place = this.asFace(word);
      return (stryMutAct_9fa48("655") ? place !== undefined : stryMutAct_9fa48("654") ? false : stryMutAct_9fa48("653") ? true : (stryCov_9fa48("653", "654", "655"), place === undefined)) ? this.person(word).places : stryMutAct_9fa48("656") ? [] : (stryCov_9fa48("656"), [place]);
    }
  }
  faceKey(place: number): string {
    if (stryMutAct_9fa48("657")) {
      {}
    } else {
      stryCov_9fa48("657");
      return this.graph.faces[place]!.faceKey;
    }
  }
  refs(places: number[]) {
    if (stryMutAct_9fa48("658")) {
      {}
    } else {
      stryCov_9fa48("658");
      return places.map(stryMutAct_9fa48("659") ? () => undefined : (stryCov_9fa48("659"), place => refOf(this.graph.faces[place]!)));
    }
  }

  /** Remembers a person by the faces that are most surely theirs: decided ones, then the largest. */
  personRef({
    id,
    places
  }: Person): PersonRef {
    if (stryMutAct_9fa48("660")) {
      {}
    } else {
      stryCov_9fa48("660");
      const {
        placedBy
      } = this.now.placement;
      const sure = stryMutAct_9fa48("661") ? () => undefined : (stryCov_9fa48("661"), (() => {
        const sure = (place: number) => placedBy.has(place) ? 1 : 0;
        return sure;
      })());
      const best = stryMutAct_9fa48("662") ? [...places] : (stryCov_9fa48("662"), (stryMutAct_9fa48("663") ? [] : (stryCov_9fa48("663"), [...places])).sort(stryMutAct_9fa48("664") ? () => undefined : (stryCov_9fa48("664"), (a, b) => stryMutAct_9fa48("667") ? sure(b) - sure(a) && this.graph.faces[b]!.area - this.graph.faces[a]!.area : stryMutAct_9fa48("666") ? false : stryMutAct_9fa48("665") ? true : (stryCov_9fa48("665", "666", "667"), (stryMutAct_9fa48("668") ? sure(b) + sure(a) : (stryCov_9fa48("668"), sure(b) - sure(a))) || (stryMutAct_9fa48("669") ? this.graph.faces[b]!.area + this.graph.faces[a]!.area : (stryCov_9fa48("669"), this.graph.faces[b]!.area - this.graph.faces[a]!.area))))));
      return stryMutAct_9fa48("670") ? {} : (stryCov_9fa48("670"), {
        person: id,
        faces: this.refs(stryMutAct_9fa48("671") ? best : (stryCov_9fa48("671"), best.slice(0, REMEMBERED_FACES)))
      });
    }
  }

  /**
   * @param moving faces of which the same person may be said again: it overrules that they are not that person's
   * @param pair faces of which it may be said that they are one after all
   * @throws DecisionRefused CONTRADICTS where a decision says that these are not one person
   */
  assertNotApart(here: ReadonlySet<number>, there: ReadonlySet<number>, moving: number[] = stryMutAct_9fa48("672") ? ["Stryker was here"] : (stryCov_9fa48("672"), []), pair: ReadonlySet<number> = new Set()): void {
    if (stryMutAct_9fa48("673")) {
      {}
    } else {
      stryCov_9fa48("673");
      const broken = this.now.placement.between(here, there).flatMap(({
        by,
        a,
        b
      }) => {
        if (stryMutAct_9fa48("674")) {
          {}
        } else {
          stryCov_9fa48("674");
          const decision = this.decisions.find(stryMutAct_9fa48("675") ? () => undefined : (stryCov_9fa48("675"), ({
            id
          }) => stryMutAct_9fa48("678") ? id !== by : stryMutAct_9fa48("677") ? false : stryMutAct_9fa48("676") ? true : (stryCov_9fa48("676", "677", "678"), id === by)))!;
          const isOverruled = (stryMutAct_9fa48("681") ? decision.type !== "reject" : stryMutAct_9fa48("680") ? false : stryMutAct_9fa48("679") ? true : (stryCov_9fa48("679", "680", "681"), decision.type === (stryMutAct_9fa48("682") ? "" : (stryCov_9fa48("682"), "reject")))) ? stryMutAct_9fa48("683") ? moving.every(place => a.includes(place)) : (stryCov_9fa48("683"), moving.some(stryMutAct_9fa48("684") ? () => undefined : (stryCov_9fa48("684"), place => a.includes(place)))) : stryMutAct_9fa48("685") ? [...a, ...b].some(x => pair.has(x)) : (stryCov_9fa48("685"), (stryMutAct_9fa48("686") ? [] : (stryCov_9fa48("686"), [...a, ...b])).every(stryMutAct_9fa48("687") ? () => undefined : (stryCov_9fa48("687"), x => pair.has(x))));
          return isOverruled ? stryMutAct_9fa48("688") ? ["Stryker was here"] : (stryCov_9fa48("688"), []) : stryMutAct_9fa48("689") ? [] : (stryCov_9fa48("689"), [decision]);
        }
      });
      if (stryMutAct_9fa48("693") ? broken.length <= 0 : stryMutAct_9fa48("692") ? broken.length >= 0 : stryMutAct_9fa48("691") ? false : stryMutAct_9fa48("690") ? true : (stryCov_9fa48("690", "691", "692", "693"), broken.length > 0)) throw refused(stryMutAct_9fa48("694") ? {} : (stryCov_9fa48("694"), {
        code: stryMutAct_9fa48("695") ? "" : (stryCov_9fa48("695"), "CONTRADICTS"),
        decisions: broken
      }));
    }
  }
}