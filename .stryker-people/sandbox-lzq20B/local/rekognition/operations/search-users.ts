// @ts-nocheck
import type { SearchUsersRequest, SearchUsersResponse } from "@aws-sdk/client-rekognition";
import { invalidParameters } from "../checks.ts";
import { COLLECTION_ID, FACE_ID, MAX_USERS, PERCENT, USER_ID } from "../request-rules.ts";
import { searchUsersLike, searchUsersLikeUser } from "../search-users.ts";
import { comparableCollection, operation } from "../service.ts";

/** Searches for the users most like a face, or most like another user. */
export const searchUsers = operation<SearchUsersRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    UserId: USER_ID,
    FaceId: FACE_ID,
    UserMatchThreshold: PERCENT,
    MaxUsers: MAX_USERS,
  },
  async run(service, request): Promise<SearchUsersResponse> {
    const { UserId, FaceId } = request;
    const collection = await comparableCollection(service, request.CollectionId!);
    if ((UserId === undefined) === (FaceId === undefined)) {
      throw invalidParameters("either a UserId or a FaceId is required");
    }
    const FaceModelVersion = collection.faceModelVersion;
    if (UserId !== undefined) {
      const UserMatches = searchUsersLikeUser(service, collection, UserId, request);
      return { UserMatches, FaceModelVersion, SearchedUser: { UserId } };
    }
    const stored = collection.faces.get(FaceId!);
    if (!stored) throw invalidParameters("faceId was not found in the collection");
    const UserMatches = searchUsersLike(service, collection, stored.descriptor, request);
    return { UserMatches, FaceModelVersion, SearchedFace: { FaceId } };
  },
});
