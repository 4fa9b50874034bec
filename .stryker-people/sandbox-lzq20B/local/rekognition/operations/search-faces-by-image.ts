// @ts-nocheck
import type { SearchFacesByImageRequest, SearchFacesByImageResponse } from "@aws-sdk/client-rekognition";
import { AwsError } from "../../gateway/aws-error.ts";
import { boundingBoxOf } from "../face-detail.ts";
import { loadImage, type WithImage } from "../image.ts";
import { measure } from "../measure.ts";
import { reasonsAgainst } from "../quality-filter.ts";
import { COLLECTION_ID, IMAGE, MAX_FACES, PERCENT, QUALITY_FILTER } from "../request-rules.ts";
import { searchByDescriptor } from "../search.ts";
import { comparableCollection, operation } from "../service.ts";

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
    const collection = await comparableCollection(service, request.CollectionId!);
    const image = await loadImage(request.Image, service.readObject);
    const faces = await measure(service, image, request.Image, { descriptors: true });
    const [largest] = faces.filter((face) => reasonsAgainst(face, image, request.QualityFilter).length === 0);
    if (!largest?.descriptor) {
      throw new AwsError(
        "InvalidParameterException",
        "There are no faces in the image. Should be at least 1.",
      );
    }
    return {
      SearchedFaceBoundingBox: boundingBoxOf(largest.box),
      SearchedFaceConfidence: largest.confidence,
      FaceMatches: searchByDescriptor(collection, largest.descriptor, request),
      FaceModelVersion: collection.faceModelVersion,
    };
  },
});
