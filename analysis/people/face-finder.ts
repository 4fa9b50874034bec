import type { FaceRef } from "./decisions.ts";
import type { KeptFace } from "./face-graph.ts";
import { groupBy } from "./group-by.ts";

/** Boxes of one face that two analyses found overlap more than this; those of two neighbours do not. */
const SAME_BOX = 0.5;

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
    this.#faces = faces;
    this.#byId = new Map(faces.map(({ faceId }, place) => [faceId, place]));
  }

  /** The place of the face; undefined where it is gone. */
  find(ref: FaceRef): number | undefined {
    const known = this.#byId.get(ref.faceId);
    if (known !== undefined) return known;
    const candidates = this.#ofSamePhoto(ref);
    if (ref.box === undefined) return candidates.find((i) => this.#faces[i]!.ordinal === ref.ordinal);
    const best = candidates
      .map((place) => ({ place, shared: overlap(this.#faces[place]!.box, ref.box!) }))
      .sort((a, b) => b.shared - a.shared)[0];
    return best && best.shared > SAME_BOX ? best.place : undefined;
  }

  /** The places of those that are there. */
  findAll(refs: FaceRef[]): number[] {
    return [...new Set(refs.flatMap((ref) => this.find(ref) ?? []))];
  }

  #ofSamePhoto({ photo, etag }: FaceRef): number[] {
    const places = [...this.#faces.keys()];
    this.#byPhoto ??= groupBy(places, (i) => this.#faces[i]!.photo);
    this.#byEtag ??= groupBy(places, (i) => this.#faces[i]!.etag);
    return (etag === undefined ? undefined : this.#byEtag.get(etag)) ?? this.#byPhoto.get(photo) ?? [];
  }
}

export function refOf({ faceId, photo, ordinal, box, etag }: KeptFace): FaceRef {
  return { faceId, photo, ordinal, box, ...(etag !== undefined && { etag }) };
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: KeptFace["box"], b: KeptFace["box"]): number {
  const side = (from: 0 | 1, size: 2 | 3) =>
    Math.max(0, Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from]));
  const shared = side(0, 2) * side(1, 3);
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}
