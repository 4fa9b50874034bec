// @ts-nocheck
import type { Face } from "@aws-sdk/client-rekognition";
import { FaceTable } from "./table/face-table.ts";
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
  readonly faces: FaceTable;
  readonly users = new Users((faceId) => this.faces.get(faceId)?.descriptor);

  constructor(id: string, createdAt: number, faceModelVersion: string, faces = new FaceTable()) {
    this.id = id;
    this.createdAt = createdAt;
    this.faceModelVersion = faceModelVersion;
    this.faces = faces;
  }

  /** True if it was there. */
  delete(faceId: string): boolean {
    this.users.disassociate([faceId]);
    return this.faces.delete(faceId);
  }

  /** A face as it is answered: with the user that it belongs to. */
  shown({ face }: StoredFace): IndexedFace {
    const UserId = this.users.userOf(face.FaceId);
    return UserId === undefined ? face : { ...face, UserId };
  }
}

/** What tells a face of a photo from the others. */
export type Origin = { image: string; face: Pick<Face, "ExternalImageId" | "BoundingBox"> };
