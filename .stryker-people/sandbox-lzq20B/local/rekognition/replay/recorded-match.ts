// @ts-nocheck
import type { FaceMatch } from "@aws-sdk/client-rekognition";
import type { IndexedFace } from "../collection.ts";
import type { Recording } from "./recording.ts";

/**
 * A face of the collection as the recorded search of `faceId` listed it. Where that face was not searched, another
 * recorded search may tell: similarity is the same both ways.
 */
export function recordedMatch(
  recording: Recording,
  faceId: string,
  face: IndexedFace,
  threshold: number,
): FaceMatch | undefined {
  const similarity = recording.similarity(faceId, face.FaceId);
  if (typeof similarity !== "number" || similarity < threshold) return undefined;
  const match = recording.match(faceId, face.FaceId);
  const { ExternalImageId, UserId } = face; // The collection's own; the recorded ones were another upload's.
  return {
    Similarity: similarity,
    Face: {
      ...(match?.Face ?? face),
      ...(ExternalImageId !== undefined && { ExternalImageId }),
      ...(UserId !== undefined && { UserId }),
    },
  };
}
