import type {
  SearchUsersByImageRequest,
  SearchUsersByImageResponse,
  UnsearchedFace,
} from "@aws-sdk/client-rekognition";
import type { Face } from "../../faces/face.ts";
import { faceDetailOf, withAttributes } from "../face-detail.ts";
import { facesToSearch } from "../faces-to-search.ts";
import type { WithImage } from "../image.ts";
import { COLLECTION_ID, IMAGE, MAX_USERS, PERCENT, QUALITY_FILTER } from "../request-rules.ts";
import { searchUsersLike } from "../search-users.ts";
import { operation } from "../service.ts";

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
    const { collection, faces } = await facesToSearch(service, request);
    const searched = faces.find(({ reasons }) => reasons.length === 0);
    return {
      UserMatches: searched ? searchUsersLike(service, collection, searched.face.descriptor, request) : [],
      FaceModelVersion: collection.faceModelVersion,
      ...(searched && { SearchedFace: { FaceDetail: detailOf(searched.face) } }),
      UnsearchedFaces: faces.flatMap((one): UnsearchedFace[] =>
        one === searched
          ? []
          : [
              {
                FaceDetails: detailOf(one.face),
                Reasons: one.reasons.length > 0 ? one.reasons : ["FACE_NOT_LARGEST"],
              },
            ],
      ),
    };
  },
});

const detailOf = (face: Face) => withAttributes(faceDetailOf(face));
