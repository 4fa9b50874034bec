import type { DeleteFacesRequest, DeleteFacesResponse } from "@aws-sdk/client-rekognition";
import { required } from "../checks.ts";
import { COLLECTION_ID, FACE_IDS } from "../request-rules.ts";
import { operation } from "../service.ts";

export const deleteFaces = operation<DeleteFacesRequest>({
  rules: { CollectionId: COLLECTION_ID, FaceIds: required(FACE_IDS) },
  async run({ collections }, { CollectionId, FaceIds = [] }): Promise<DeleteFacesResponse> {
    const asked = [...new Set(FaceIds)];
    const deleted = await collections.deleteFaces(CollectionId!, asked);
    const gone = new Set(deleted);
    return {
      DeletedFaces: deleted,
      UnsuccessfulFaceDeletions: asked
        .filter((faceId) => !gone.has(faceId))
        .map((FaceId) => ({ FaceId, Reasons: ["FACE_NOT_FOUND"] })),
    };
  },
});
