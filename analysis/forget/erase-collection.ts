import { DeleteFacesCommand, paginateListFaces } from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL } from "../../core/collection-limits.ts";
import type { Target } from "../target/target.ts";

type Collection = Pick<Target, "rekognition" | "collection">;

/** FaceIds in the collection that are among the given ones, or were indexed for one of the ETags. A free call. */
export async function facesOfCollection(
  { rekognition, collection }: Collection,
  faceIds: Set<string>,
  etags: Set<string>,
): Promise<string[]> {
  const found: string[] = [];
  const pages = paginateListFaces(
    { client: rekognition },
    { CollectionId: collection, MaxResults: FACES_PER_CALL },
  );
  for await (const { Faces = [] } of pages) {
    for (const { FaceId = "", ExternalImageId = "" } of Faces) {
      if (faceIds.has(FaceId) || etags.has(ExternalImageId)) found.push(FaceId);
    }
  }
  return found;
}

/** Deletes faces; those that are not there count as deleted. */
export async function eraseFaces({ rekognition, collection }: Collection, faceIds: string[]): Promise<void> {
  for (let i = 0; i < faceIds.length; i += FACES_PER_CALL) {
    const { UnsuccessfulFaceDeletions = [] } = await rekognition.send(
      new DeleteFacesCommand({ CollectionId: collection, FaceIds: faceIds.slice(i, i + FACES_PER_CALL) }),
    );
    const left = UnsuccessfulFaceDeletions.filter(({ Reasons }) => !Reasons?.includes("FACE_NOT_FOUND"));
    if (left.length > 0) {
      throw new Error(
        `Expected to delete ${faceIds.length} faces, ${left.length} were not: ${left[0]?.Reasons}`,
      );
    }
  }
}
