// @ts-nocheck
import { paginateListFaces, paginateListUsers, type UserStatus } from "@aws-sdk/client-rekognition";
import { FACES_PER_CALL, USERS_PER_CALL } from "../../../core/collection-limits.ts";
import type { Target } from "../../target/target.ts";
import type { UsersThere } from "./plan-users.ts";

type Collection = Pick<Target, "rekognition" | "collection">;

/** The users of the collection and all of its faces. Free calls. */
export async function readUsers(target: Collection): Promise<UsersThere> {
  const users = new Set((await listUsers(target)).map(({ userId }) => userId));
  const userOf = new Map<string, string | undefined>();
  const { rekognition: client, collection: CollectionId } = target;
  for await (const { Faces = [] } of paginateListFaces(
    { client },
    { CollectionId, MaxResults: FACES_PER_CALL },
  )) {
    for (const { FaceId, UserId } of Faces) if (FaceId !== undefined) userOf.set(FaceId, UserId);
  }
  return { users, userOf };
}

export async function listUsers({ rekognition: client, collection: CollectionId }: Collection) {
  const users: { userId: string; status: UserStatus | undefined }[] = [];
  for await (const { Users = [] } of paginateListUsers(
    { client },
    { CollectionId, MaxResults: USERS_PER_CALL },
  )) {
    for (const { UserId, UserStatus } of Users) {
      if (UserId !== undefined) users.push({ userId: UserId, status: UserStatus });
    }
  }
  return users;
}
