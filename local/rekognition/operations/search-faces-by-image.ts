import type { SearchFacesByImageRequest, SearchFacesByImageResponse } from "@aws-sdk/client-rekognition";
import { AwsError } from "../../gateway/aws-error.ts";
import { boundingBoxOf } from "../face-detail.ts";
import { facesToSearch } from "../faces-to-search.ts";
import type { WithImage } from "../image.ts";
import { COLLECTION_ID, IMAGE, MAX_FACES, PERCENT, QUALITY_FILTER } from "../request-rules.ts";
import { searchByDescriptor } from "../search.ts";
import { operation } from "../service.ts";

type Request = WithImage<SearchFacesByImageRequest>;

/** Searches for the largest face of the image. */
export const searchFacesByImage = operation<Request>({
  rules: {
    CollectionId: COLLECTION_ID,
    Image: IMAGE,
    MaxFaces: MAX_FACES,
    FaceMatchThreshold: PERCENT,
    QualityFilter: QUALITY_FILTER,
  },
  async run(service, request): Promise<SearchFacesByImageResponse> {
    const { collection, faces } = await facesToSearch(service, request);
    const largest = faces.find(({ reasons }) => reasons.length === 0)?.face;
    if (!largest?.descriptor) {
      throw new AwsError(
        "InvalidParameterException",
        "There are no faces in the image. Should be at least 1.",
      );
    }
    return {
      SearchedFaceBoundingBox: boundingBoxOf(largest.box),
      SearchedFaceConfidence: largest.confidence,
      FaceMatches: searchByDescriptor(service, collection, largest.descriptor, request),
      FaceModelVersion: collection.faceModelVersion,
    };
  },
});
