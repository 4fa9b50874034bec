// @ts-nocheck
import type { DetectFacesResponse, IndexFacesResponse } from "@aws-sdk/client-rekognition";
import { isSameBox } from "../../core/box.ts";

export interface FaceRemoval {
  /** The IndexFaces answer without the face. */
  indexed: IndexFacesResponse;
  /** Takes the face out of the DetectFaces answer, where it has no id: by its box. */
  detected(document: unknown): DetectFacesResponse;
}

export function withoutFace(document: unknown, faceId: string): FaceRemoval {
  const indexed = document as IndexFacesResponse;
  const records = indexed.FaceRecords ?? [];
  const removed = records.find(({ Face }) => Face?.FaceId === faceId);
  const box = removed?.Face?.BoundingBox ?? removed?.FaceDetail?.BoundingBox;
  return {
    indexed: { ...indexed, FaceRecords: records.filter((record) => record !== removed) },
    detected(other) {
      const answer = other as DetectFacesResponse;
      if (!box) return answer;
      return {
        ...answer,
        FaceDetails: (answer.FaceDetails ?? []).filter(({ BoundingBox }) => !isSameBox(BoundingBox, box)),
      };
    },
  };
}
