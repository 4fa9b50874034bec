import type {
  AssociateFacesRequest,
  AssociateFacesResponse,
  UnsuccessfulFaceAssociation,
} from "@aws-sdk/client-rekognition";
import { FACES_PER_USER } from "../../../core/collection-limits.ts";
import { DEFAULT_ASSOCIATION_THRESHOLD } from "../../../core/similarity.ts";
import { personSimilarity, personVector } from "../../faces/person-vector.ts";
import { AwsError } from "../../gateway/aws-error.ts";
import { required } from "../checks.ts";
import type { Collection } from "../collection.ts";
import { CLIENT_REQUEST_TOKEN, COLLECTION_ID, PERCENT, USER_FACE_IDS, USER_ID } from "../request-rules.ts";
import { comparableCollection, operation, type RekognitionService } from "../service.ts";

/** Makes faces a user's. The first ones need not be alike; others must be like those that the user had before. */
export const associateFaces = operation<AssociateFacesRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    UserId: required(USER_ID),
    FaceIds: USER_FACE_IDS,
    UserMatchThreshold: PERCENT,
    ClientRequestToken: CLIENT_REQUEST_TOKEN,
  },
  run: (service, request): Promise<AssociateFacesResponse> =>
    service.idempotent.run("AssociateFaces", request, async () => {
      const { UserId, UserMatchThreshold: threshold = DEFAULT_ASSOCIATION_THRESHOLD } = request;
      const collection = await comparableCollection(service, request.CollectionId!);
      const { users } = collection;
      // A face that the user already has is left out of the answer.
      const asked = [...new Set(request.FaceIds)].filter((faceId) => users.userOf(faceId) !== UserId);
      const capacity = users.capacity(UserId!);
      if (capacity === 0 && asked.length > 0) {
        throw new AwsError(
          "ServiceQuotaExceededException",
          `The user id: ${UserId} already has ${FACES_PER_USER} faces`,
        );
      }
      const refused = asked.flatMap(
        (faceId) => refusal(service, collection, UserId!, faceId, threshold) ?? [],
      );
      const isRefused = new Set(refused.map(({ FaceId }) => FaceId));
      const taken = asked.filter((faceId) => !isRefused.has(faceId));
      const associated = taken.slice(0, capacity);
      await service.collections.associate(request.CollectionId!, UserId!, associated);
      return {
        AssociatedFaces: associated.map((FaceId) => ({ FaceId })),
        // Rekognition has no reason for the faces that are too many.
        UnsuccessfulFaceAssociations: [...refused, ...taken.slice(capacity).map((FaceId) => ({ FaceId }))],
        UserStatus: associated.length > 0 ? "UPDATING" : users.statusOf(UserId!),
      };
    }),
});

function refusal(
  { fit }: RekognitionService,
  collection: Collection,
  userId: string,
  FaceId: string,
  threshold: number,
): UnsuccessfulFaceAssociation | undefined {
  const stored = collection.faces.get(FaceId);
  if (!stored) return { FaceId, Reasons: ["FACE_NOT_FOUND"] };
  const UserId = collection.users.userOf(FaceId);
  if (UserId !== undefined) return { FaceId, UserId, Reasons: ["ASSOCIATED_TO_A_DIFFERENT_USER"] };
  const user = collection.users.vectorOf(userId);
  // Recorded faces without a descriptor cannot be compared, so they are accepted.
  if (!stored.descriptor || !user) return undefined;
  const Confidence = personSimilarity(personVector([stored.descriptor]), user, fit);
  return Confidence >= threshold ? undefined : { FaceId, Confidence, Reasons: ["LOW_MATCH_CONFIDENCE"] };
}
