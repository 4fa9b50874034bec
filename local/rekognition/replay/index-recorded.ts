import type { FaceRecord, IndexFacesRequest, IndexFacesResponse } from "@aws-sdk/client-rekognition";
import { boxOverlap, SAME_FACE_OVERLAP_ACROSS_DETECTORS } from "../../../core/box.ts";
import { notRecorded } from "../analyze-image.ts";
import { boundingBoxOf, withAttributes } from "../face-detail.ts";
import type { LoadedImage, WithImage } from "../image.ts";
import type { RekognitionService } from "../service.ts";
import type { IndexedFace, StoredFace } from "../stored-face.ts";
import type { Recording } from "./recording.ts";

/**
 * IndexFaces from the recording: the same FaceIds, boxes and attributes, under the ExternalImageId of this request.
 * The models add what the recording lacks, so that these faces can be compared with others. Undefined when there is
 * no answer and the models may give one.
 *
 * @throws AwsError when there is no answer and the models may not
 */
export async function indexRecorded(
  service: RekognitionService,
  recording: Recording,
  request: WithImage<IndexFacesRequest>,
  image: LoadedImage,
): Promise<IndexFacesResponse | undefined> {
  const recorded = await recording.indexFaces(image.sha256);
  if (!recorded) {
    if (!service.replayOnly) return undefined;
    const detected = await recording.detectFaces(image.sha256);
    if (detected?.FaceDetails?.length !== 0) throw notRecorded(request.Image);
    return { FaceRecords: [], FaceModelVersion: recording.faceModelVersion, UnindexedFaces: [] };
  }
  const all = recorded.FaceRecords ?? [];
  const indexed = all.slice(0, request.MaxFaces ?? all.length);
  const faces = service.replayOnly ? [] : await service.models.analyze(image, { descriptors: true });
  const records: FaceRecord[] = [];
  const added: StoredFace[] = [];
  for (const { Face, FaceDetail = {} } of indexed) {
    if (Face?.FaceId === undefined) continue;
    const face = withExternalId(Face as IndexedFace, request.ExternalImageId);
    const seen = faces.find(
      ({ box }) => boxOverlap(boundingBoxOf(box), Face.BoundingBox) >= SAME_FACE_OVERLAP_ACROSS_DETECTORS,
    );
    added.push({ face, image: image.sha256, ...(seen?.descriptor && { descriptor: seen.descriptor }) });
    records.push({ Face: face, FaceDetail: withAttributes(FaceDetail, request.DetectionAttributes) });
  }
  const { faces: known } = service.collections.get(request.CollectionId!);
  await service.collections.index(
    request.CollectionId!,
    added.filter(({ face }) => {
      const before = known.get(face.FaceId);
      return !before || before.face.ExternalImageId !== face.ExternalImageId;
    }),
  );
  const left = all.slice(indexed.length).map(({ FaceDetail = {} }) => ({
    Reasons: ["EXCEEDS_MAX_FACES" as const],
    FaceDetail: withAttributes(FaceDetail, request.DetectionAttributes),
  }));
  return { ...recorded, FaceRecords: records, UnindexedFaces: [...(recorded.UnindexedFaces ?? []), ...left] };
}

function withExternalId(recorded: IndexedFace, externalId: string | undefined): IndexedFace {
  const { ExternalImageId: _, ...rest } = recorded;
  // Over the recorded one, so that it keeps its place among the fields.
  return externalId === undefined ? rest : { ...recorded, ExternalImageId: externalId };
}
