import type {
  FaceRecord,
  IndexFacesRequest,
  IndexFacesResponse,
  UnindexedFace,
} from "@aws-sdk/client-rekognition";
import { FACES_PER_PHOTO } from "../../../core/collection-limits.ts";
import { analyzeImage } from "../analyze-image.ts";
import { integer } from "../checks.ts";
import { boundingBoxOf, faceDetailOf, wantsAttributes, withAttributes } from "../face-detail.ts";
import { imageIdOf, newFaceId } from "../ids.ts";
import { type LoadedImage, loadImage, type WithImage } from "../image.ts";
import { reasonsAgainst } from "../quality-filter.ts";
import { indexRecorded } from "../replay/index-recorded.ts";
import { ATTRIBUTES, COLLECTION_ID, EXTERNAL_IMAGE_ID, IMAGE, QUALITY_FILTER } from "../request-rules.ts";
import { comparableCollection, operation, type RekognitionService } from "../service.ts";
import type { StoredFace } from "../stored-face.ts";

type IndexRequest = WithImage<IndexFacesRequest>;

export const indexFaces = operation<IndexRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    Image: IMAGE,
    ExternalImageId: EXTERNAL_IMAGE_ID,
    DetectionAttributes: ATTRIBUTES,
    MaxFaces: integer(1),
    QualityFilter: QUALITY_FILTER,
  },
  async run(service, request): Promise<IndexFacesResponse> {
    await comparableCollection(service, request.CollectionId!);
    const image = await loadImage(request.Image, service.readObject);
    const recorded = service.recording && (await indexRecorded(service, service.recording, request, image));
    return recorded ?? indexMeasured(service, request, image);
  },
});

async function indexMeasured(
  service: RekognitionService,
  request: IndexRequest,
  image: LoadedImage,
): Promise<IndexFacesResponse> {
  const {
    CollectionId,
    ExternalImageId,
    DetectionAttributes,
    MaxFaces = FACES_PER_PHOTO,
    QualityFilter = "AUTO",
  } = request;
  const attributes = wantsAttributes(DetectionAttributes);
  const faces = await analyzeImage(service, image, request.Image, { attributes, descriptors: true });
  // Looked up after the models ran: another request may have indexed faces meanwhile.
  const collection = await comparableCollection(service, CollectionId!);
  const records: FaceRecord[] = [];
  const unindexed: UnindexedFace[] = [];
  const added: StoredFace[] = [];
  for (const face of faces) {
    const FaceDetail = withAttributes(faceDetailOf(face), DetectionAttributes);
    const reasons = reasonsAgainst(face, image, QualityFilter);
    if (reasons.length === 0 && records.length >= MaxFaces) reasons.push("EXCEEDS_MAX_FACES");
    if (reasons.length > 0) {
      unindexed.push({ Reasons: reasons, FaceDetail });
      continue;
    }
    const found: StoredFace = {
      face: {
        FaceId: newFaceId(),
        BoundingBox: boundingBoxOf(face.box),
        ImageId: imageIdOf(image.sha256),
        ...(ExternalImageId !== undefined && { ExternalImageId }),
        Confidence: face.confidence,
      },
      image: image.sha256,
      ...(face.descriptor && { descriptor: face.descriptor }),
    };
    // The same image under the same external id is not indexed twice.
    const stored = (service.freshFaceIds ? undefined : collection.faces.same(found)) ?? found;
    if (stored === found) added.push(found);
    records.push({ Face: collection.shown(stored), FaceDetail });
  }
  await service.collections.index(CollectionId!, added);
  return {
    FaceRecords: records,
    FaceModelVersion: service.faceModelVersion,
    UnindexedFaces: unindexed,
  };
}
