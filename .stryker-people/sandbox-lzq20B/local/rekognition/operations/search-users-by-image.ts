// @ts-nocheck
import type {
  SearchUsersByImageRequest,
  SearchUsersByImageResponse,
  UnsearchedFaceReason,
} from "@aws-sdk/client-rekognition";
import { faceDetailOf, withAttributes } from "../face-detail.ts";
import { loadImage, type WithImage } from "../image.ts";
import { measure } from "../measure.ts";
import { reasonsAgainst } from "../quality-filter.ts";
import { COLLECTION_ID, IMAGE, MAX_USERS, PERCENT, QUALITY_FILTER } from "../request-rules.ts";
import { searchUsersLike } from "../search-users.ts";
import { comparableCollection, operation } from "../service.ts";

type Request = WithImage<SearchUsersByImageRequest>;

/** Searches for the users most like the largest face of the image, and says why not for the other faces. */
export const searchUsersByImage = operation<Request>({
  rules: {
    CollectionId: COLLECTION_ID,
    Image: IMAGE,
    UserMatchThreshold: PERCENT,
    MaxUsers: MAX_USERS,
    QualityFilter: QUALITY_FILTER,
  },
  async run(service, request): Promise<SearchUsersByImageResponse> {
    const collection = await comparableCollection(service, request.CollectionId!);
    const image = await loadImage(request.Image, service.readObject);
    const faces = await measure(service, image, request.Image, { descriptors: true });
    const judged = faces.map((face) => {
      const reasons: UnsearchedFaceReason[] = reasonsAgainst(face, image, request.QualityFilter);
      return { face, reasons, detail: withAttributes(faceDetailOf(face)) };
    });
    const searched = judged.find(({ reasons }) => reasons.length === 0);
    return {
      UserMatches: searched ? searchUsersLike(service, collection, searched.face.descriptor, request) : [],
      FaceModelVersion: collection.faceModelVersion,
      ...(searched && { SearchedFace: { FaceDetail: searched.detail } }),
      UnsearchedFaces: judged.flatMap((one) =>
        one === searched
          ? []
          : {
              FaceDetails: one.detail,
              Reasons: one.reasons.length > 0 ? one.reasons : ["FACE_NOT_LARGEST"],
            },
      ),
    };
  },
});
