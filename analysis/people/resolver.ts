import type { ActiveDecision, DecisionType, PersonRef } from "./decisions.ts";
import { refOf } from "./face-finder.ts";
import type { FaceGraph } from "./face-graph.ts";
import { type FaceLookup, findPerson } from "./face-lookup.ts";
import { DecisionRefused, type Refusal } from "./refusal.ts";
import { type Person, type Snapshot, summaryOf } from "./snapshot.ts";

/** A person remembered by this many faces is found again although some of them go. */
const REMEMBERED_FACES = 20;

export const refused = (reason: Refusal) => new DecisionRefused(reason);

/** Whom and which faces the words of a decision mean, as things stand. Faces are given by their places. */
export class Resolver {
  readonly graph: FaceGraph;
  readonly now: Snapshot;
  readonly decisions: ActiveDecision[];
  readonly #words: FaceLookup;

  constructor(parts: { graph: FaceGraph; words: FaceLookup; now: Snapshot; decisions: ActiveDecision[] }) {
    this.graph = parts.graph;
    this.now = parts.now;
    this.decisions = parts.decisions;
    this.#words = parts.words;
  }

  /** @throws DecisionRefused UNKNOWN_PERSON, AMBIGUOUS_NAME, and of faces SEVERAL_FACES, FACE_NOT_KEPT, FACE_IGNORED */
  person(word: string): Person {
    const summaries = this.now.people.map((person) => ({ ...summaryOf(person), person }));
    const found = findPerson(word, summaries);
    if (found) return found.person;
    if (!this.#words.has(word)) throw refused({ code: "UNKNOWN_PERSON", person: word });
    const place = this.#words.find(word);
    const home = this.now.home[place];
    if (!home) throw refused({ code: "FACE_IGNORED", face: this.faceKey(place) });
    return home;
  }

  /** @throws DecisionRefused SAME_PERSON, and as {@link person} */
  twoPeople(a: string, b: string): [Person, Person] {
    const [one, two] = [this.person(a), this.person(b)];
    if (one === two) throw refused({ code: "SAME_PERSON", person: summaryOf(one) });
    return [one, two];
  }

  /** @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT */
  face(word: string): number {
    return this.#words.find(word);
  }

  /** Whether a face or a photo is called so. */
  isFace(word: string): boolean {
    return this.#words.has(word);
  }

  /** @throws DecisionRefused NO_FACES, and as {@link face} */
  faces(words: string[]): number[] {
    if (words.length === 0) throw refused({ code: "NO_FACES" });
    return [...new Set(words.map((word) => this.face(word)))];
  }

  /** The place of a face; undefined where the word means a person. */
  asFace(word: string): number | undefined {
    const isFace = findPerson(word, this.now.people.map(summaryOf)) === undefined && this.#words.has(word);
    return isFace ? this.face(word) : undefined;
  }

  /** The face, or all faces of the person. */
  facesOf(word: string): number[] {
    const place = this.asFace(word);
    return place === undefined ? this.person(word).places : [place];
  }

  faceKey(place: number): string {
    return this.graph.faces[place]!.faceKey;
  }

  refs(places: number[]) {
    return places.map((place) => refOf(this.graph.faces[place]!));
  }

  /** Remembers a person by the faces that are most surely theirs: decided ones, then the largest. */
  personRef({ id, places }: Person): PersonRef {
    const { placedBy } = this.now.placement;
    const sure = (place: number) => (placedBy.has(place) ? 1 : 0);
    const best = [...places].sort(
      (a, b) => sure(b) - sure(a) || this.graph.faces[b]!.area - this.graph.faces[a]!.area,
    );
    return { person: id, faces: this.refs(best.slice(0, REMEMBERED_FACES)) };
  }

  /** Whether a decision of that type keeps these from those. */
  isTold(type: DecisionType, here: number[], there: number[]): boolean {
    const telling = this.now.placement.between(new Set(here), new Set(there)).map(({ by }) => by);
    return this.decisions.some((decision) => decision.type === type && telling.includes(decision.id));
  }

  /**
   * @param moving faces of which the same person may be said again: it overrules that they are not that person's
   * @param pair faces of which it may be said that they are one after all
   * @throws DecisionRefused CONTRADICTS where a decision says that these are not one person
   */
  assertNotApart(
    here: ReadonlySet<number>,
    there: ReadonlySet<number>,
    moving: number[] = [],
    pair: ReadonlySet<number> = new Set(),
  ): void {
    const broken = this.now.placement.between(here, there).flatMap(({ by, a, b }) => {
      const decision = this.decisions.find(({ id }) => id === by)!;
      const isOverruled =
        decision.type === "reject"
          ? moving.some((place) => a.includes(place))
          : [...a, ...b].every((x) => pair.has(x));
      return isOverruled ? [] : [decision];
    });
    if (broken.length > 0) throw refused({ code: "CONTRADICTS", decisions: broken });
  }
}
