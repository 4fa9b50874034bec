import type { IndexedFace, StoredFace } from "./stored-face.ts";
import { FaceTable } from "./table/face-table.ts";
import { Users } from "./users.ts";

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

  /** A face in Rekognition's shape, with the user that it belongs to. */
  shown({ face }: StoredFace): IndexedFace {
    const UserId = this.users.userOf(face.FaceId);
    return UserId === undefined ? face : { ...face, UserId };
  }
}
