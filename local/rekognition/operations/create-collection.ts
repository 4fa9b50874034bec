import type { CreateCollectionRequest, CreateCollectionResponse } from "@aws-sdk/client-rekognition";
import { ACCOUNT, REGION } from "../../common/names.ts";
import { anything } from "../checks.ts";
import { COLLECTION_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const createCollection = operation<CreateCollectionRequest>({
  rules: { CollectionId: COLLECTION_ID, Tags: anything },
  async run({ collections, faceModelVersion }, { CollectionId }): Promise<CreateCollectionResponse> {
    await collections.create(CollectionId!, faceModelVersion);
    return {
      StatusCode: 200,
      // Without `arn:` in front, as Rekognition answers it here and only here.
      CollectionArn: `aws:rekognition:${REGION}:${ACCOUNT}:collection/${CollectionId}`,
      FaceModelVersion: faceModelVersion,
    };
  },
});
