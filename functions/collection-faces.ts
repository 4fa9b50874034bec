import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteFacesCommand,
  DisassociateFacesCommand,
  type Face,
  ListFacesCommand,
} from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL } from "../core/collection-limits.ts";
import { FaceDeletionError } from "../core/errors.ts";
import { sortUndeleted } from "../core/face-deletions.ts";
import type { Services } from "./clients.ts";

type Collection = Pick<Services, "rekognition" | "settings">;

const PAGE_ATTEMPTS = 4;

/**
 * The faces in the collection that were indexed for an ETag. Reads the whole list, which is free but slow in a large
 * collection: only for a rerun that cannot know otherwise.
 */
export async function facesIndexedFor(
  collection: Collection,
  etag: string,
): Promise<{ faces: Face[]; faceModelVersion: string | undefined }> {
  const faces: Face[] = [];
  let faceModelVersion: string | undefined;
  let token: string | undefined;
  do {
    const { Faces = [], NextToken, FaceModelVersion } = await listPage(collection, token);
    faceModelVersion = FaceModelVersion;
    faces.push(...Faces.filter((face) => face.ExternalImageId === etag));
    token = NextToken;
  } while (token !== undefined);
  return { faces, faceModelVersion };
}

/** Asks again for a page that was throttled: the client itself makes one attempt only. */
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

/** Deletes faces from the collection, also those of a user; those that are not there count as deleted. */
export async function deleteFaces(collection: Collection, faceIds: string[]): Promise<void> {
  for (let i = 0; i < faceIds.length; i += FACES_PER_CALL) {
    const some = faceIds.slice(i, i + FACES_PER_CALL);
    const { ofUsers, ...first } = sortUndeleted(await tryToDelete(collection, some));
    check(first);
    if (ofUsers.size === 0) continue;
    for (const [userId, own] of ofUsers) await disassociate(collection, userId, own);
    const { ofUsers: still, ...second } = sortUndeleted(
      await tryToDelete(collection, [...ofUsers.values()].flat()),
    );
    check({
      left: second.left + still.size,
      reasons: [...second.reasons, ...(still.size > 0 ? ["ASSOCIATED_TO_AN_EXISTING_USER"] : [])],
    });
  }
}

async function tryToDelete({ rekognition, settings }: Collection, FaceIds: string[]) {
  const request = new DeleteFacesCommand({ CollectionId: settings.collection, FaceIds });
  return (await rekognition.send(request)).UnsuccessfulFaceDeletions;
}

/** A user has few enough faces for one call. */
const disassociate = ({ rekognition, settings }: Collection, UserId: string, FaceIds: string[]) =>
  rekognition.send(new DisassociateFacesCommand({ CollectionId: settings.collection, UserId, FaceIds }));

function check({ left, reasons }: { left: number; reasons: string[] }): void {
  if (left === 0) return;
  throw new FaceDeletionError(`${left} faces are still in the collection: ${reasons.join(", ")}`);
}
