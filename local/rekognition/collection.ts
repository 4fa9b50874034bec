import type { Face } from "@aws-sdk/client-rekognition";
import { similarity } from "../faces/similarity.ts";
import { Users } from "./users.ts";

/** A face in a collection, with the id that every one has. */
export type IndexedFace = Face & { FaceId: string };

/** What is kept of a face. */
export interface StoredFace {
  face: IndexedFace;
  /** SHA-256 of the image it was found in. */
  image: string;
  /** Absent for a recorded face that the models have not seen. */
  descriptor?: Float32Array;
}

export interface Match {
  stored: StoredFace;
  /** Percent. */
  similarity: number;
}

/** The faces and users of one collection, in memory. */
export class Collection {
  readonly id: string;
  /** Milliseconds. */
  readonly createdAt: number;
  faceModelVersion: string;
  /** In the order they were indexed. */
  readonly faces = new Map<string, StoredFace>();
  readonly users = new Users((faceId) => this.faces.get(faceId)?.descriptor);
  readonly #byOrigin = new Map<string, string>();

  constructor(id: string, createdAt: number, faceModelVersion: string) {
    this.id = id;
    this.createdAt = createdAt;
    this.faceModelVersion = faceModelVersion;
  }

  add(stored: StoredFace): void {
    this.faces.set(stored.face.FaceId, stored);
    this.#byOrigin.set(originOf(stored), stored.face.FaceId);
  }

  /** True if it was there. */
  delete(faceId: string): boolean {
    const stored = this.faces.get(faceId);
    if (!stored) return false;
    this.users.disassociate([faceId]);
    this.faces.delete(faceId);
    if (this.#byOrigin.get(originOf(stored)) === faceId) this.#byOrigin.delete(originOf(stored));
    return true;
  }

  /** A face as it is answered: with the user that it belongs to. */
  shown({ face }: StoredFace): IndexedFace {
    const UserId = this.users.userOf(face.FaceId);
    return UserId === undefined ? face : { ...face, UserId };
  }

  /** The face already indexed from the same place of the same image under the same external id. */
  same(origin: Origin): StoredFace | undefined {
    const faceId = this.#byOrigin.get(originOf(origin));
    return faceId === undefined ? undefined : this.faces.get(faceId);
  }

  /** Faces at least `threshold` percent like the descriptor, in no order. Compares with every face. */
  similarTo(descriptor: Float32Array, threshold: number): Match[] {
    const matches: Match[] = [];
    for (const stored of this.faces.values()) {
      if (!stored.descriptor) continue;
      const percent = similarity(descriptor, stored.descriptor);
      if (percent >= threshold) matches.push({ stored, similarity: percent });
    }
    return matches;
  }
}

type Origin = { image: string; face: Pick<Face, "ExternalImageId" | "BoundingBox"> };

function originOf({ image, face: { ExternalImageId, BoundingBox } }: Origin): string {
  return JSON.stringify([image, ExternalImageId, BoundingBox?.Left, BoundingBox?.Top, BoundingBox?.Width]);
}
