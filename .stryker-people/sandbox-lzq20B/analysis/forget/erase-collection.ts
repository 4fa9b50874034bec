// @ts-nocheck
import {
  DeleteFacesCommand,
  DeleteUserCommand,
  DisassociateFacesCommand,
  ListFacesCommand,
  paginateListFaces,
} from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL } from "../../core/collection-limits.ts";
import { counted } from "../../core/counted.ts";
import { sortUndeleted } from "../../core/face-deletions.ts";
import { personOf } from "../people/publish/plan-users.ts";
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

/**
 * Deletes faces, also those of a user; those that are not there count as deleted. A user that was published from here
 * and has no face left goes too.
 */
export async function eraseFaces(target: Collection, faceIds: string[]): Promise<void> {
  for (let i = 0; i < faceIds.length; i += FACES_PER_CALL) {
    const some = faceIds.slice(i, i + FACES_PER_CALL);
    const { ofUsers, ...first } = sortUndeleted(await tryToDelete(target, some));
    check(first.left, faceIds.length, first.reasons);
    for (const [UserId, FaceIds] of ofUsers) {
      await target.rekognition.send(
        new DisassociateFacesCommand({ CollectionId: target.collection, UserId, FaceIds }),
      );
    }
    if (ofUsers.size === 0) continue;
    const again = sortUndeleted(await tryToDelete(target, [...ofUsers.values()].flat()));
    check(again.left + again.ofUsers.size, faceIds.length, again.reasons);
    for (const userId of ofUsers.keys())
      if (personOf(userId) !== undefined) await dropIfEmpty(target, userId);
  }
}

async function dropIfEmpty({ rekognition, collection }: Collection, UserId: string): Promise<void> {
  const request = { CollectionId: collection, UserId };
  const { Faces = [] } = await rekognition.send(new ListFacesCommand({ ...request, MaxResults: 1 }));
  if (Faces.length === 0) await rekognition.send(new DeleteUserCommand(request));
}

async function tryToDelete({ rekognition, collection }: Collection, FaceIds: string[]) {
  const request = new DeleteFacesCommand({ CollectionId: collection, FaceIds });
  return (await rekognition.send(request)).UnsuccessfulFaceDeletions;
}

function check(left: number, asked: number, reasons: string[]): void {
  if (left === 0) return;
  throw new Error(
    `${left} of ${counted(asked, "face")} could not be deleted: ${reasons.join(", ")}. Run the same command again.`,
  );
}
