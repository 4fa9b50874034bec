import { collectionArn } from "../common/names.ts";
import type { Permission } from "../iam/caller.ts";

/** Operations on no collection in particular. */
const ON_ANYTHING = new Set(["DetectFaces", "CompareFaces", "ListCollections"]);

/** The permissions that a call of Rekognition needs. The one to read the photo is checked when it is read. */
export function rekognitionPermissions(operation: string, input: { CollectionId?: unknown }): Permission[] {
  const action = `rekognition:${operation}`;
  if (ON_ANYTHING.has(operation)) return [{ action, resource: "*" }];
  return [{ action, resource: collectionArn(String(input.CollectionId)) }];
}
