import type { UserStatus } from "@aws-sdk/client-rekognition";
import { FACES_PER_USER } from "../../core/collection-limits.ts";
import { type PersonVector, personVector } from "../faces/person-vector.ts";
import { AwsError } from "../gateway/aws-error.ts";

/** Rekognition's own people in a collection: the ids that they were given, and whose faces are whose. */
export class Users {
  readonly #facesOf = new Map<string, Set<string>>();
  readonly #userOf = new Map<string, string>();
  /** Made when asked for, dropped when the faces change. */
  readonly #vectors = new Map<string, PersonVector>();
  readonly #descriptorOf: (faceId: string) => Float32Array | undefined;

  constructor(descriptorOf: (faceId: string) => Float32Array | undefined) {
    this.#descriptorOf = descriptorOf;
  }

  get size(): number {
    return this.#facesOf.size;
  }

  /** Sorted, so that pages do not depend on when users were made. */
  ids(): string[] {
    return [...this.#facesOf.keys()].sort();
  }

  has(userId: string): boolean {
    return this.#facesOf.has(userId);
  }

  /** @throws AwsError ResourceNotFoundException */
  facesOf(userId: string): ReadonlySet<string> {
    const faces = this.#facesOf.get(userId);
    if (faces) return faces;
    throw new AwsError("ResourceNotFoundException", `The user id: ${userId} does not exist`);
  }

  userOf(faceId: string): string | undefined {
    return this.#userOf.get(faceId);
  }

  /** Undefined where the models have seen no face of the user. */
  vectorOf(userId: string): PersonVector | undefined {
    const known = this.#vectors.get(userId);
    if (known) return known;
    const descriptors = [...this.facesOf(userId)].flatMap((faceId) => this.#descriptorOf(faceId) ?? []);
    if (descriptors.length === 0) return undefined;
    const vector = personVector(descriptors);
    this.#vectors.set(userId, vector);
    return vector;
  }

  /** Here a change is complete before it is answered: nobody is ever CREATING, and UPDATING only in that answer. */
  statusOf(userId: string): UserStatus {
    return this.facesOf(userId).size > 0 ? "ACTIVE" : "CREATED";
  }

  /** @throws AwsError ConflictException */
  create(userId: string): void {
    if (this.has(userId)) throw new AwsError("ConflictException", `The user id: ${userId} already exists`);
    this.#facesOf.set(userId, new Set());
  }

  /** @throws AwsError ResourceNotFoundException */
  delete(userId: string): void {
    for (const faceId of this.facesOf(userId)) this.#userOf.delete(faceId);
    this.#facesOf.delete(userId);
    this.#vectors.delete(userId);
  }

  associate(userId: string, faceIds: readonly string[]): void {
    const faces = this.facesOf(userId) as Set<string>;
    this.#vectors.delete(userId);
    for (const faceId of faceIds) {
      faces.add(faceId);
      this.#userOf.set(faceId, userId);
    }
  }

  /** Removes faces from the users that they belong to. */
  disassociate(faceIds: readonly string[]): void {
    for (const faceId of faceIds) {
      const userId = this.#userOf.get(faceId);
      if (userId === undefined) continue;
      this.#facesOf.get(userId)?.delete(faceId);
      this.#vectors.delete(userId);
      this.#userOf.delete(faceId);
    }
  }

  /** How many more faces the user may have. */
  capacity(userId: string): number {
    return FACES_PER_USER - this.facesOf(userId).size;
  }
}
