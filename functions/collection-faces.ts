import { setTimeout as sleep } from "node:timers/promises";
import { DeleteFacesCommand, type Face, ListFacesCommand } from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL } from "../core/collection-limits.ts";
import { FaceDeletionError } from "../core/errors.ts";
import type { Services } from "./clients.ts";

type Collection = Pick<Services, "rekognition" | "settings">;

const PAGE_ATTEMPTS = 4;

/**
 * The faces in the collection that were indexed for an ETag. Reads the whole list, which is free but slow in a large
 * collection: only for a rerun that cannot know otherwise.
 */
export async function facesIndexedFor(collection: Collection, etag: string): Promise<Face[]> {
  const found: Face[] = [];
  let token: string | undefined;
  do {
    const { Faces = [], NextToken } = await listPage(collection, token);
    found.push(...Faces.filter((face) => face.ExternalImageId === etag));
    token = NextToken;
  } while (token !== undefined);
  return found;
}

/** Throttled in the middle of a long list, a page is asked for again: the client itself makes no second attempt. */
async function listPage({ rekognition, settings }: Collection, NextToken: string | undefined) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rekognition.send(
        new ListFacesCommand({ CollectionId: settings.collection, MaxResults: FACES_PER_CALL, NextToken }),
      );
    } catch (error) {
      if (attempt === PAGE_ATTEMPTS || !/Throttling|ThroughputExceeded/.test((error as Error).name))
        throw error;
      await sleep(Math.random() * 200 * 2 ** attempt);
    }
  }
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
