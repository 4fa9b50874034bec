import type { DisassociateFacesRequest, DisassociateFacesResponse } from "@aws-sdk/client-rekognition";
import { required } from "../checks.ts";
import { CLIENT_REQUEST_TOKEN, COLLECTION_ID, USER_FACE_IDS, USER_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const disassociateFaces = operation<DisassociateFacesRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    UserId: required(USER_ID),
    FaceIds: USER_FACE_IDS,
    ClientRequestToken: CLIENT_REQUEST_TOKEN,
  },
  run: ({ collections, idempotent }, request): Promise<DisassociateFacesResponse> =>
    idempotent.run("DisassociateFaces", request, async () => {
      const { CollectionId, UserId } = request;
      const { faces, users } = collections.get(CollectionId!);
      const own = users.facesOf(UserId!);
      const asked = [...new Set(request.FaceIds)];
      const gone = asked.filter((faceId) => own.has(faceId));
      await collections.disassociate(CollectionId!, gone);
      return {
        DisassociatedFaces: gone.map((FaceId) => ({ FaceId })),
        // A face that belongs to no user is left out of the answer.
        UnsuccessfulFaceDisassociations: asked.flatMap((FaceId) => {
          if (!faces.has(FaceId)) return { FaceId, Reasons: ["FACE_NOT_FOUND"] };
          const other = users.userOf(FaceId);
          return other === undefined
            ? []
            : { FaceId, UserId: other, Reasons: ["ASSOCIATED_TO_A_DIFFERENT_USER"] };
        }),
        UserStatus: gone.length > 0 ? "UPDATING" : users.statusOf(UserId!),
      };
    }),
});
