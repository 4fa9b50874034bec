import type { BoundingBox } from "@aws-sdk/client-rekognition";
import { overlap, rectangleOf } from "./rectangle.ts";

/** Rekognition's: ratios of the upright image; below 0 or above 1 where a face reaches beyond its edge. */
export type { BoundingBox };

/** Boxes of one photo that overlap at least this much show the same face; those of two neighbours overlap less. */
export const SAME_FACE_OVERLAP = 0.5;
/** The same for boxes of two detectors: one may draw the whole head, the other the features only. */
export const SAME_FACE_OVERLAP_ACROSS_DETECTORS = 0.3;

/** How far the sides of one face's boxes may differ from answer to answer: ListFaces rounds them to six digits or so. */
const ROUNDING = 1e-3;

const SIDES = ["Left", "Top", "Width", "Height"] as const;
type CompleteBox = Record<(typeof SIDES)[number], number>;

/** Intersection over union, 0 to 1; 0 where a box is incomplete. */
export function boxOverlap(a: BoundingBox | undefined, b: BoundingBox | undefined): number {
  if (!isComplete(a) || !isComplete(b)) return 0;
  if (SIDES.every((side) => a[side] === b[side])) return 1;
  return overlap(edgesOf(a), edgesOf(b));
}

/** Whether both are the same box, as two answers state it. */
export function isSameBox(a: BoundingBox | undefined, b: BoundingBox | undefined): boolean {
  if (!isComplete(a) || !isComplete(b)) return false;
  return SIDES.every((side) => Math.abs(a[side] - b[side]) < ROUNDING);
}

const isComplete = (box: BoundingBox | undefined): box is CompleteBox =>
  box !== undefined && SIDES.every((side) => typeof box[side] === "number");

const edgesOf = ({ Left: left, Top: top, Width: width, Height: height }: CompleteBox) =>
  rectangleOf({ left, top, width, height });
