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
    const collection = collections.get(request.CollectionId!);
    const { faceModelVersion, faces, users } = collection;
    const asked = request.FaceIds && new Set(request.FaceIds);
    const ofUser = request.UserId === undefined ? undefined : users.facesOf(request.UserId);
    const listed = [...faces.values()].filter(
      ({ face: { FaceId } }) => (!asked || asked.has(FaceId)) && (!ofUser || ofUser.has(FaceId)),
    );
    const { page, ...next } = pageOf(listed, ({ face }) => face.FaceId, request, 1000);
    return {
      Faces: page.map((stored) => ({
        ...collection.shown(stored),
        IndexFacesModelVersion: faceModelVersion,
      })),
      ...next,
      FaceModelVersion: faceModelVersion,
    };
  },
});
