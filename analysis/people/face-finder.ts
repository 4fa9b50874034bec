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
      .map((place) => ({ place, shared: overlap(edgesOf(this.#faces[place]!.box), edgesOf(ref.box!)) }))
      .sort((a, b) => b.shared - a.shared)[0];
    return best && best.shared >= SAME_FACE_OVERLAP ? best.place : undefined;
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

const edgesOf = ([left, top, width, height]: KeptFace["box"]) => rectangleOf({ left, top, width, height });
