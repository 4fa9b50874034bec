import { DeleteFacesCommand, type Face, paginateListFaces } from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL } from "../core/collection-limits.ts";
import { FaceDeletionError } from "../core/errors.ts";
import type { Services } from "./clients.ts";

type Collection = Pick<Services, "rekognition" | "settings">;

/**
 * The faces in the collection that were indexed for an ETag. Reads the whole list, which is free but slow in a large
 * collection: only for a rerun that cannot know otherwise.
 */
export async function facesIndexedFor({ rekognition, settings }: Collection, etag: string): Promise<Face[]> {
  const found: Face[] = [];
  const pages = paginateListFaces(
    { client: rekognition },
    { CollectionId: settings.collection, MaxResults: FACES_PER_CALL },
  );
  for await (const { Faces } of pages)
    found.push(...(Faces ?? []).filter((face) => face.ExternalImageId === etag));
  return found;
}

/** Deletes faces from the collection; those that are not there count as deleted. */
export async function deleteFaces({ rekognition, settings }: Collection, faceIds: string[]): Promise<void> {
  for (let i = 0; i < faceIds.length; i += FACES_PER_CALL) {
    const { UnsuccessfulFaceDeletions = [] } = await rekognition.send(
      new DeleteFacesCommand({
        CollectionId: settings.collection,
        FaceIds: faceIds.slice(i, i + FACES_PER_CALL),
      }),
    );
    const left = UnsuccessfulFaceDeletions.filter(({ Reasons }) => !Reasons?.includes("FACE_NOT_FOUND"));
    if (left.length > 0) {
      const reasons = [...new Set(left.flatMap(({ Reasons }) => Reasons ?? []))].join(", ");
      throw new FaceDeletionError(`${left.length} faces are still in the collection: ${reasons}`);
    }
  }
}
