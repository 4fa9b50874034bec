import type { DescribeCollectionRequest } from "@aws-sdk/client-rekognition";
import { collectionArn } from "../../common/names.ts";
import { COLLECTION_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const describeCollection = operation<DescribeCollectionRequest>({
  rules: { CollectionId: COLLECTION_ID },
  run({ collections }, { CollectionId }) {
    const { id, createdAt, faceModelVersion, faces, users } = collections.get(CollectionId!);
    return {
      FaceCount: faces.size,
      FaceModelVersion: faceModelVersion,
      CollectionARN: collectionArn(id),
      CreationTimestamp: createdAt / 1000,
      UserCount: users.size,
    };
  },
});
