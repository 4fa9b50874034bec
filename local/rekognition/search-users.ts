import type { UserMatch } from "@aws-sdk/client-rekognition";
import { USERS_PER_CALL } from "../../core/collection-limits.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { type PersonVector, personSimilarity, personVector } from "../faces/person-vector.ts";
import type { SimilarityFit } from "../faces/similarity.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { Collection } from "./collection.ts";
import type { RekognitionService } from "./service.ts";

export interface UserSearchLimits {
  UserMatchThreshold?: number | undefined;
  MaxUsers?: number | undefined;
}

/** The users most like a face. One that has no descriptor is like nobody. */
export function searchUsersLike(
  { replayOnly, fit }: RekognitionService,
  collection: Collection,
  descriptor: Float32Array | undefined,
  limits: UserSearchLimits,
): UserMatch[] {
  if (replayOnly) throw notRecorded();
  return descriptor ? usersLike(personVector([descriptor]), collection, limits, fit) : [];
}

/** The users most like another, who is not among them. @throws AwsError ResourceNotFoundException */
export function searchUsersLikeUser(
  { replayOnly, fit }: RekognitionService,
  collection: Collection,
  userId: string,
  limits: UserSearchLimits,
): UserMatch[] {
  const vector = collection.users.vectorOf(userId);
  if (replayOnly) throw notRecorded();
  return vector ? usersLike(vector, collection, limits, fit, userId) : [];
}

function usersLike(
  probe: PersonVector,
  { users }: Collection,
  { UserMatchThreshold: threshold = DEFAULT_THRESHOLD, MaxUsers = USERS_PER_CALL }: UserSearchLimits,
  fit: SimilarityFit,
  except?: string,
): UserMatch[] {
  const matches = users.ids().flatMap((UserId) => {
    const vector = UserId === except ? undefined : users.vectorOf(UserId);
    const Similarity = vector ? personSimilarity(probe, vector, fit) : -1;
    if (Similarity < threshold) return [];
    return { Similarity, User: { UserId, UserStatus: users.statusOf(UserId) } };
  });
  return matches.sort((a, b) => b.Similarity - a.Similarity).slice(0, MaxUsers);
}

/** An error that AWS does not have, as for a face without a recorded search. */
function notRecorded(): AwsError {
  return new AwsError("RecordingNotFoundException", "No search for users was recorded");
}
