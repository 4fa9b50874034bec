import type { Rectangle } from "../../core/rectangle.ts";
import { measureAttributes } from "./attributes.ts";
import { faceBox } from "./box.ts";
import { computeDescriptor } from "./descriptor.ts";
import type { Box, Face, Include } from "./face.ts";
import type { Pyramid } from "./geometry/pyramid.ts";
import { nameLandmarks } from "./landmark-names.ts";
import type { Landmarks } from "./landmarks.ts";
import { estimatePose } from "./pose.ts";
import { measureQuality } from "./quality.ts";
import { combinedConfidence } from "./second-opinion.ts";
import type { Sessions } from "./sessions.ts";
import { doubtOf } from "./similarity.ts";
import type { Detection } from "./view.ts";

export interface LocatedFace {
  detection: Detection;
  landmarks: Landmarks;
}

/** Everything that is measured of a face. Without reliable landmarks it has no descriptor, which would describe nobody. */
export async function describeFace(
  sessions: Sessions,
  image: Pyramid,
  { detection, landmarks }: LocatedFace,
  include: Include,
): Promise<Face> {
  const { width, height } = image.image;
  const { points, reliable, opinion } = landmarks;
  const box = reliable ? faceBox(detection, points) : detection;
  const ratios = points.map(({ x, y }) => ({ x: x / width, y: y / height }));
  const pose = estimatePose(points);
  const quality = await measureQuality(image.image, box);
  return {
    box: boxOf(box, width, height),
    confidence: 100 * combinedConfidence(detection.score, opinion),
    reliable,
    landmarks: nameLandmarks(ratios),
    pose,
    quality,
    ...(include.attributes && { attributes: await measureAttributes(sessions, image, landmarks) }),
    ...(include.descriptors &&
      reliable && { descriptor: await computeDescriptor(sessions, image, points, doubtOf(quality, pose)) }),
  };
}

function boxOf({ left, top, right, bottom }: Rectangle, width: number, height: number): Box {
  return {
    left: left / width,
    top: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  };
}
