import type { CreateUserRequest, CreateUserResponse } from "@aws-sdk/client-rekognition";
import { required } from "../checks.ts";
import { CLIENT_REQUEST_TOKEN, COLLECTION_ID, USER_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const createUser = operation<CreateUserRequest>({
  rules: { CollectionId: COLLECTION_ID, UserId: required(USER_ID), ClientRequestToken: CLIENT_REQUEST_TOKEN },
  run: ({ collections, idempotent }, request): Promise<CreateUserResponse> =>
    idempotent.run("CreateUser", request, async () => {
      await collections.createUser(request.CollectionId!, request.UserId!);
      return {};
    }),
});
