// @ts-nocheck
import type { Face, FaceDetail } from "@aws-sdk/client-rekognition";
import { type BoundingBox, boxOverlap, SAME_FACE_OVERLAP } from "../../../core/box.ts";
import type { PhotoDocuments } from "./documents.ts";

/** One face of a photo as the answers of several calls tell it together. */
export interface JoinedFace {
  box: BoundingBox | undefined;
  detail: FaceDetail | undefined;
  /** Once indexed. */
  face: Face | undefined;
  /** Why IndexFaces left it out, such as `LOW_QUALITY`. */
  unindexedReasons: string[] | undefined;
}

/**
 * The faces of a photo: those of DetectFaces in their order, each with what IndexFaces and the list of kept faces
 * say of it, then those that only the latter two know. The calls measure alike but not always to the last digit,
 * so faces are matched by their boxes.
 */
export function joinFaces({ detected = [], indexed, kept = [] }: PhotoDocuments): JoinedFace[] {
  const faces: JoinedFace[] = detected.map((detail) => ({
    box: detail.BoundingBox,
    detail,
    face: undefined,
    unindexedReasons: undefined,
  }));
  const take = (box: BoundingBox | undefined): JoinedFace => {
    const found = closest(faces, box);
    if (found) return found;
    const added = { box, detail: undefined, face: undefined, unindexedReasons: undefined };
    faces.push(added);
    return added;
  };
  for (const { Face, FaceDetail } of indexed?.records ?? []) {
    const joined = take(Face?.BoundingBox ?? FaceDetail?.BoundingBox);
    joined.face = Face;
    joined.detail ??= FaceDetail;
  }
  for (const { Reasons, FaceDetail } of indexed?.unindexed ?? []) {
    const joined = take(FaceDetail?.BoundingBox);
    joined.unindexedReasons = Reasons ?? [];
    joined.detail ??= FaceDetail;
  }
  const known = new Set(faces.map(({ face }) => face?.FaceId));
  for (const face of kept) if (!known.has(face.FaceId)) take(face.BoundingBox).face = face;
  return faces;
}

/** Of the faces that nothing was joined to yet, the one whose box has most in common with `box`. */
function closest(faces: JoinedFace[], box: BoundingBox | undefined): JoinedFace | undefined {
  let best: JoinedFace | undefined;
  let bestShare = SAME_FACE_OVERLAP;
  for (const candidate of faces) {
    if (candidate.face || candidate.unindexedReasons) continue;
    const share = boxOverlap(candidate.box, box);
    if (share === 1) return candidate;
    if (share >= bestShare) [best, bestShare] = [candidate, share];
  }
  return best;
}
