// @ts-nocheck
import type { DeleteFacesRequest, DeleteFacesResponse } from "@aws-sdk/client-rekognition";
import { required } from "../checks.ts";
import { COLLECTION_ID, FACE_IDS } from "../request-rules.ts";
import { operation } from "../service.ts";

export const deleteFaces = operation<DeleteFacesRequest>({
  rules: { CollectionId: COLLECTION_ID, FaceIds: required(FACE_IDS) },
  async run({ collections }, { CollectionId, FaceIds = [] }): Promise<DeleteFacesResponse> {
    const asked = [...new Set(FaceIds)];
    const { users } = collections.get(CollectionId!);
    // As Rekognition: a face has to leave its user first.
    const deleted = await collections.deleteFaces(
      CollectionId!,
      asked.filter((faceId) => users.userOf(faceId) === undefined),
    );
    const gone = new Set(deleted);
    return {
      DeletedFaces: deleted,
      UnsuccessfulFaceDeletions: asked.flatMap((FaceId) => {
        if (gone.has(FaceId)) return [];
        const UserId = users.userOf(FaceId);
        return UserId === undefined
          ? { FaceId, Reasons: ["FACE_NOT_FOUND"] }
          : { FaceId, UserId, Reasons: ["ASSOCIATED_TO_AN_EXISTING_USER"] };
      }),
    };
  },
});
