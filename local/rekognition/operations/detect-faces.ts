import type { DetectFacesRequest, DetectFacesResponse } from "@aws-sdk/client-rekognition";
import { analyzeImage } from "../analyze-image.ts";
import { faceDetailOf, wantsAttributes, withAttributes } from "../face-detail.ts";
import { loadImage, type WithImage } from "../image.ts";
import { ATTRIBUTES, IMAGE } from "../request-rules.ts";
import { operation } from "../service.ts";

type Request = WithImage<DetectFacesRequest>;

export const detectFaces = operation<Request>({
  rules: { Image: IMAGE, Attributes: ATTRIBUTES },
  async run(service, { Image, Attributes }): Promise<DetectFacesResponse> {
    const image = await loadImage(Image, service.readObject);
    const recorded = await service.recording?.detectFaces(image.sha256);
    if (recorded) return { ...recorded, FaceDetails: (recorded.FaceDetails ?? []).map(shown) };
    const attributes = wantsAttributes(Attributes);
    // Descriptors cost little once the faces are found, and IndexFaces is likely to ask for them next.
    const faces = await analyzeImage(service, image, Image, { attributes, descriptors: attributes });
    return { FaceDetails: faces.map(faceDetailOf).map(shown) };

    function shown(detail: Parameters<typeof withAttributes>[0]) {
      return withAttributes(detail, Attributes);
    }
  },
});
