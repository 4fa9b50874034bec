import type { ListFacesRequest, ListFacesResponse } from "@aws-sdk/client-rekognition";
import { pageOf } from "../pages.ts";
import { COLLECTION_ID, FACE_IDS, MAX_RESULTS, NEXT_TOKEN, USER_ID } from "../request-rules.ts";
import { operation } from "../service.ts";

export const listFaces = operation<ListFacesRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    MaxResults: MAX_RESULTS,
    NextToken: NEXT_TOKEN,
    FaceIds: FACE_IDS,
    UserId: USER_ID,
  },
  run({ collections }, request): ListFacesResponse {
    const { faceModelVersion, faces } = collections.get(request.CollectionId!);
    const asked = request.FaceIds && new Set(request.FaceIds);
    // There are no users here, so none has a face.
    const all = request.UserId === undefined ? [...faces.values()].map(({ face }) => face) : [];
    const listed = asked ? all.filter(({ FaceId }) => asked.has(FaceId)) : all;
    const { page, ...next } = pageOf(listed, ({ FaceId }) => FaceId, request, 1000);
    return {
      Faces: page.map((face) => ({ ...face, IndexFacesModelVersion: faceModelVersion })),
      ...next,
      FaceModelVersion: faceModelVersion,
    };
  },
});
