import type { SimilarityFit } from "../faces/similarity.ts";
import { AwsError } from "../gateway/aws-error.ts";
import { checkRequest, type Rule } from "./checks.ts";
import type { Collection } from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import type { IdempotentCalls } from "./idempotent-calls.ts";
import type { ReadObject } from "./image.ts";
import type { Models } from "./models.ts";
import type { Recording } from "./replay/recording.ts";

/** What the operations work on. */
export interface RekognitionService {
  collections: CollectionStore;
  models: Models;
  /** Recorded answers, which go before the models'. */
  recording?: Recording;
  /** The models are not asked at all. */
  replayOnly: boolean;
  /** What two descriptors' distance means in percent. */
  fit: SimilarityFit;
  /** Of every face indexed from now on. */
  faceModelVersion: string;
  readObject: ReadObject;
  /** Calls with a ClientRequestToken, each done once however often it is sent. */
  idempotent: IdempotentCalls;
  /** An image indexed again gets other FaceIds. Rekognition may do either. */
  freshFaceIds: boolean;
}

/** One operation: the shape of its request, and what it does. */
export interface Operation<T> {
  rules: Record<keyof T & string, Rule>;
  run(service: RekognitionService, request: T): unknown;
}

export function operation<T>({ rules, run }: Operation<T>) {
  return (service: RekognitionService, input: unknown) => run(service, checkRequest<T>(input, rules));
}

/**
 * The collection, if its faces can be compared with what is measured now.
 *
 * @throws AwsError when they are of another model version; an empty collection takes the new one
 */
export async function comparableCollection(service: RekognitionService, id: string): Promise<Collection> {
  const { collections, faceModelVersion } = service;
  const collection = collections.get(id);
  if (collection.faceModelVersion === faceModelVersion) return collection;
  if (collection.faces.size > 0) {
    throw new AwsError(
      "InvalidParameterException",
      `The collection ${id} holds faces of the model version ${collection.faceModelVersion}, which cannot be compared ` +
        `with version ${faceModelVersion}. Delete it and index the photos again.`,
    );
  }
  await collections.restart(id, faceModelVersion);
  return collection;
}
