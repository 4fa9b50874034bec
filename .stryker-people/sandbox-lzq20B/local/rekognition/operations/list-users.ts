// @ts-nocheck
import type { ListUsersRequest, ListUsersResponse } from "@aws-sdk/client-rekognition";
import { USERS_PER_CALL } from "../../../core/collection-limits.ts";
import { integer } from "../checks.ts";
import { listed, pageOf } from "../pages.ts";
import { COLLECTION_ID, NEXT_TOKEN } from "../request-rules.ts";
import { operation } from "../service.ts";

export const listUsers = operation<ListUsersRequest>({
  rules: { CollectionId: COLLECTION_ID, MaxResults: integer(1, USERS_PER_CALL), NextToken: NEXT_TOKEN },
  run({ collections }, request): ListUsersResponse {
    const { users } = collections.get(request.CollectionId!);
    const { page, ...next } = pageOf(
      listed(users.ids(), (id) => id),
      (id) => id,
      request,
      USERS_PER_CALL,
    );
    return { Users: page.map((UserId) => ({ UserId, UserStatus: users.statusOf(UserId) })), ...next };
  },
});
