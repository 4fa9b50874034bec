import type { KeptFace } from "./face-graph.ts";
import { foldedName } from "./person-name.ts";
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
export class FaceLookup {
  readonly #faces: KeptFace[];
  readonly #notKept: NotKept[];
  readonly #places = new Map<string, number>();
  readonly #ofPhoto = new Map<string, number[]>();

  constructor(faces: KeptFace[], notKept: NotKept[] = []) {
    this.#faces = faces;
    this.#notKept = notKept;
    for (const [place, { faceId, faceKey, photo }] of faces.entries()) {
      this.#places.set(faceId, place).set(faceKey, place);
      const known = this.#ofPhoto.get(photo);
      if (known) known.push(place);
      else this.#ofPhoto.set(photo, [place]);
    }
  }

  /** Whether the word could be meant as a face. */
  has(word: string): boolean {
    return this.#places.has(word) || this.#ofPhoto.has(word) || this.#reason(word) !== undefined;
  }

  /**
   * The place of the face.
   *
   * @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT
   */
  find(word: string): number {
    const place = this.#places.get(word);
    if (place !== undefined) return place;
    const ofPhoto = this.#ofPhoto.get(word) ?? [];
    if (ofPhoto.length === 1) return ofPhoto[0]!;
    if (ofPhoto.length > 1) {
      const faces = ofPhoto.map((i) => this.#faces[i]!.faceKey);
      throw new DecisionRefused({ code: "SEVERAL_FACES", photo: word, faces });
    }
    const reason = this.#reason(word);
    if (reason !== undefined) throw new DecisionRefused({ code: "FACE_NOT_KEPT", face: word, reason });
    throw new DecisionRefused({ code: "UNKNOWN_FACE", face: word });
  }

  #reason(word: string): string | undefined {
    const found = this.#notKept.filter(({ faceKey, faceId, photo }) =>
      [faceKey, faceId, photo].includes(word),
    );
    return found.length === 0 ? undefined : [...new Set(found.map(({ reason }) => reason))].join(", ");
  }
}

/**
 * The person with that id (`P1`, `p1`) or name.
 *
 * @throws DecisionRefused AMBIGUOUS_NAME where several people are called so
 */
export function findPerson<T extends PersonSummary>(word: string, people: T[]): T | undefined {
  const byId = people.find(({ id }) => id.toLowerCase() === word.toLowerCase());
  if (byId) return byId;
  const wanted = word.trim().normalize("NFC");
  const exact = people.filter(({ name }) => name?.normalize("NFC") === wanted);
  const named =
    exact.length > 0
      ? exact
      : people.filter(({ name }) => name !== null && foldedName(name) === foldedName(wanted));
  if (named.length > 1) {
    const candidates = named.map(({ id, name, faces }) => ({ id, name, faces }));
    throw new DecisionRefused({ code: "AMBIGUOUS_NAME", name: wanted, people: candidates });
  }
  return named[0];
}
