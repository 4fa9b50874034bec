import type { DeleteUserRequest, DeleteUserResponse } from "@aws-sdk/client-rekognition";
import { required } from "../checks.ts";
import { CLIENT_REQUEST_TOKEN, COLLECTION_ID, USER_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

/** The faces of the user stay in the collection. */
export const deleteUser = operation<DeleteUserRequest>({
  rules: { CollectionId: COLLECTION_ID, UserId: required(USER_ID), ClientRequestToken: CLIENT_REQUEST_TOKEN },
  run: ({ collections, idempotent }, request): Promise<DeleteUserResponse> =>
    idempotent.run("DeleteUser", request, async () => {
      await collections.deleteUser(request.CollectionId!, request.UserId!);
      return {};
    }),
});
