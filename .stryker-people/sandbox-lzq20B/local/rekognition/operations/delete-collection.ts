// @ts-nocheck
import type { DeleteCollectionRequest, DeleteCollectionResponse } from "@aws-sdk/client-rekognition";
import { COLLECTION_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const deleteCollection = operation<DeleteCollectionRequest>({
  rules: { CollectionId: COLLECTION_ID },
  async run({ collections }, { CollectionId }): Promise<DeleteCollectionResponse> {
    await collections.delete(CollectionId!);
    return { StatusCode: 200 };
  },
});
