import type { SearchFacesRequest, SearchFacesResponse } from "@aws-sdk/client-rekognition";
import { AwsError } from "../../gateway/aws-error.ts";
import { required } from "../checks.ts";
import { COLLECTION_ID, FACE_ID, MAX_FACES, PERCENT } from "../request-rules.ts";
import { searchByFace } from "../search.ts";
import { comparableCollection, operation } from "../service.ts";

export const searchFaces = operation<SearchFacesRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    FaceId: required(FACE_ID),
    MaxFaces: MAX_FACES,
    FaceMatchThreshold: PERCENT,
  },
  async run(service, request): Promise<SearchFacesResponse> {
    const collection = await comparableCollection(service, request.CollectionId!);
    const faceId = request.FaceId!;
    if (!collection.faces.has(faceId)) {
      throw new AwsError("InvalidParameterException", "faceId was not found in the collection");
    }
    // An error that AWS does not have: other recorded searches show only some of its matches, which would look like all.
    if (service.replayOnly && !service.recording?.isSearched(faceId)) {
      throw new AwsError("RecordingNotFoundException", "No search of this face was recorded");
    }
    return {
      SearchedFaceId: faceId,
      FaceMatches: searchByFace(service, collection, faceId, request),
      FaceModelVersion: collection.faceModelVersion,
    };
  },
});
