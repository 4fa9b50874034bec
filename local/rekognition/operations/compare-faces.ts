import type { ComparedFace, CompareFacesRequest, CompareFacesResponse } from "@aws-sdk/client-rekognition";
import { DEFAULT_THRESHOLD } from "../../../core/similarity.ts";
import { similarity } from "../../faces/similarity.ts";
import { analyzeImage } from "../analyze-image.ts";
import { invalidParameters } from "../checks.ts";
import { boundingBoxOf, faceDetailOf, withAttributes } from "../face-detail.ts";
import { type ImageField, loadImage } from "../image.ts";
import { reasonsAgainst } from "../quality-filter.ts";
import { IMAGE, PERCENT, QUALITY_FILTER } from "../request-rules.ts";
import { operation, type RekognitionService } from "../service.ts";

type Request = Omit<CompareFacesRequest, "SourceImage" | "TargetImage"> & {
  SourceImage?: ImageField;
  TargetImage?: ImageField;
};

/** Compares the largest face of the source with every face of the target. */
export const compareFaces = operation<Request>({
  rules: {
    SourceImage: IMAGE,
    TargetImage: IMAGE,
    SimilarityThreshold: PERCENT,
    QualityFilter: QUALITY_FILTER,
  },
  async run(service, request): Promise<CompareFacesResponse> {
    const {
      SourceImage,
      TargetImage,
      SimilarityThreshold: threshold = DEFAULT_THRESHOLD,
      QualityFilter,
    } = request;
    const [source] = await facesOf(service, SourceImage, QualityFilter);
    if (!source?.descriptor) throw invalidParameters("there is no face in the source image");
    const sourceDescriptor = source.descriptor;
    const compared = (await facesOf(service, TargetImage, QualityFilter)).map((face) => ({
      Similarity: face.descriptor ? similarity(sourceDescriptor, face.descriptor, service.fit) : 0,
      // Smile and emotions are not measured for a comparison.
      Face: withAttributes(faceDetailOf(face)) as ComparedFace,
    }));
    compared.sort((a, b) => b.Similarity - a.Similarity);
    return {
      SourceImageFace: { BoundingBox: boundingBoxOf(source.box), Confidence: source.confidence },
      FaceMatches: compared.filter(({ Similarity }) => Similarity >= threshold),
      UnmatchedFaces: compared.filter(({ Similarity }) => Similarity < threshold).map(({ Face }) => Face),
    };
  },
});

async function facesOf(
  service: RekognitionService,
  field: ImageField | undefined,
  filter: Request["QualityFilter"],
) {
  const image = await loadImage(field, service.readObject);
  const faces = await analyzeImage(service, image, field, { descriptors: true });
  return faces.filter((face) => reasonsAgainst(face, image, filter).length === 0);
}
