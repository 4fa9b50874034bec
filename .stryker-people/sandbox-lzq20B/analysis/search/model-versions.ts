// @ts-nocheck
import { DescribeCollectionCommand } from "@aws-sdk/client-rekognition";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";

/** What the collection's faces were described with. A free call. */
export async function collectionModelVersion({
  rekognition,
  collection,
}: Pick<Target, "rekognition" | "collection">): Promise<string | undefined> {
  const { FaceModelVersion } = await rekognition.send(
    new DescribeCollectionCommand({ CollectionId: collection }),
  );
  return FaceModelVersion;
}

/**
 * Faces that different model versions described cannot be compared: the similarities would be numbers without any
 * meaning. Versions that nobody noted are not held against a face.
 *
 * @throws CommandError naming both versions
 */
export function assertComparable(
  faces: { photo: string; modelVersion: string | null }[],
  ofCollection: string | undefined,
): void {
  const other = faces.find(
    ({ modelVersion }) =>
      modelVersion !== null && ofCollection !== undefined && modelVersion !== ofCollection,
  );
  if (!other) return;
  throw new CommandError(
    `The collection has FaceModelVersion ${ofCollection}, but ${other.photo} was indexed with ${other.modelVersion}. ` +
      "Faces of different versions cannot be compared: sync the data folder with this collection, or index the " +
      "photos again.",
  );
}
