import type { Rectangle } from "../../core/rectangle.ts";
import { measureAttributes } from "./attributes.ts";
import { faceBox } from "./box.ts";
import { decode } from "./decode.ts";
import { computeDescriptor } from "./descriptor.ts";
import { detect } from "./detect.ts";
import type { Box, Face, Wants } from "./face.ts";
import { Pyramid } from "./geometry/pyramid.ts";
import { nameLandmarks } from "./landmark-names.ts";
import { findLandmarks, type Landmarks } from "./landmarks.ts";
import { estimatePose } from "./pose.ts";
import { measureQuality } from "./quality.ts";
import type { Sessions } from "./sessions.ts";
import type { Detection } from "./view.ts";

/** A box that convinced the detector no better than this is no face unless landmarks can be found on it. */
const DOUBTFUL_SCORE = 0.6;

/** The whole analysis of one encoded image, in the thread that calls it. */
export async function analyze(sessions: Sessions, bytes: Uint8Array, wants: Wants): Promise<Face[]> {
  const image = new Pyramid(await decode(bytes));
  const faces: Face[] = [];
  for (const detection of await detect(sessions, image)) {
    const landmarks = await findLandmarks(sessions, image, detection);
    if (!landmarks.reliable && detection.score < DOUBTFUL_SCORE) continue;
    faces.push(await describeFace(sessions, image, detection, landmarks, wants));
  }
  return faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

async function describeFace(
  sessions: Sessions,
  image: Pyramid,
  detection: Detection,
  landmarks: Landmarks,
  wants: Wants,
): Promise<Face> {
  const { width, height } = image.image;
  const { points, reliable } = landmarks;
  const box = reliable ? faceBox(detection, points) : detection;
  const ratios = points.map(({ x, y }) => ({ x: x / width, y: y / height }));
  return {
    box: boxOf(box, width, height),
    confidence: 100 * detection.score,
    landmarks: nameLandmarks(ratios),
    pose: estimatePose(points),
    quality: await measureQuality(image.image, box),
    ...(wants.attributes && { attributes: await measureAttributes(sessions, image, landmarks) }),
    ...(wants.descriptors && { descriptor: await computeDescriptor(sessions, image, points) }),
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
