// @ts-nocheck
import type { ListCollectionsRequest, ListCollectionsResponse } from "@aws-sdk/client-rekognition";
import { listed, pageOf } from "../pages.ts";
import { MAX_RESULTS, NEXT_TOKEN } from "../request-rules.ts";
import { operation } from "../service.ts";

export const listCollections = operation<ListCollectionsRequest>({
  rules: { MaxResults: MAX_RESULTS, NextToken: NEXT_TOKEN },
  run({ collections }, request): ListCollectionsResponse {
    const { page, ...next } = pageOf(
      listed(collections.ids(), (id) => id),
      (id) => id,
      request,
      1000,
    );
    return {
      CollectionIds: page,
      ...next,
      FaceModelVersions: page.map((id) => collections.get(id).faceModelVersion),
    };
  },
});
