import type { QualityFilter, Reason } from "@aws-sdk/client-rekognition";
import type { Face } from "../faces/face.ts";

/** The least quality for a face to be indexed; for others the answer says why not. */
interface Bar {
  confidence: number;
  /** Shorter side, pixels, in an image that fits 1920 x 1080; in a larger one proportionally more. */
  side: number;
  brightness: number;
  sharpness: number;
  /** Largest turn to the side or up and down, degrees. */
  turn: number;
}

/**
 * Rekognition does not publish its bars, except that it detects no face under 40 pixels. These are our own: AUTO and
 * LOW drop what no later step can use, MEDIUM and HIGH what is hard to recognise.
 */
const BARS: Record<Exclude<QualityFilter, "NONE">, Bar> = {
  AUTO: { confidence: 50, side: 20, brightness: 5, sharpness: 2, turn: 85 },
  LOW: { confidence: 50, side: 20, brightness: 5, sharpness: 2, turn: 85 },
  MEDIUM: { confidence: 80, side: 40, brightness: 20, sharpness: 15, turn: 65 },
  HIGH: { confidence: 90, side: 60, brightness: 35, sharpness: 40, turn: 45 },
};

export interface ImageSize {
  width: number;
  height: number;
}

/** Below this sharpness, missing landmarks are blamed on the blur, not on the pose. */
const BLURRED = 10;

/**
 * Why a face is below the bar; empty when it is not. One whose landmarks are a guess has no descriptor to index or
 * search by, whatever the filter.
 */
export function reasonsAgainst(face: Face, image: ImageSize, filter: QualityFilter = "NONE"): Reason[] {
  const undescribed: Reason[] = [];
  if (!face.reliable)
    undescribed.push(face.quality.sharpness < BLURRED ? "LOW_FACE_QUALITY" : "EXTREME_POSE");
  if (filter === "NONE") return undescribed;
  const bar = BARS[filter];
  const scale = Math.max(1, image.width / 1920, image.height / 1080);
  const side = Math.min(face.box.width * image.width, face.box.height * image.height);
  const turn = Math.max(Math.abs(face.pose.yaw), Math.abs(face.pose.pitch));
  const failed: [boolean, Reason][] = [
    [face.confidence < bar.confidence, "LOW_CONFIDENCE"],
    [side < bar.side * scale, "SMALL_BOUNDING_BOX"],
    [face.quality.brightness < bar.brightness, "LOW_BRIGHTNESS"],
    [face.quality.sharpness < bar.sharpness, "LOW_SHARPNESS"],
    [face.reliable && turn > bar.turn, "EXTREME_POSE"],
  ];
  return undescribed.concat(failed.flatMap(([fails, reason]) => (fails ? [reason] : [])));
}
