import { measureAttributes } from "./attributes.ts";
import { faceBox } from "./box.ts";
import { decode } from "./decode.ts";
import { computeDescriptor } from "./descriptor.ts";
import { detect } from "./detect.ts";
import type { Wants } from "./engine.ts";
import type { Box, Face } from "./face.ts";
import { Pyramid } from "./geometry/pyramid.ts";
import type { Rectangle } from "./geometry/rectangle.ts";
import { nameLandmarks } from "./landmark-names.ts";
import { findLandmarks } from "./landmarks.ts";
import { estimatePose } from "./pose.ts";
import { measureQuality } from "./quality.ts";
import type { Sessions } from "./sessions.ts";
import type { Detection } from "./view.ts";

/** The whole analysis of one encoded image, in the thread that calls it. */
export async function analyze(sessions: Sessions, bytes: Uint8Array, wants: Wants): Promise<Face[]> {
  const image = new Pyramid(await decode(bytes));
  const faces: Face[] = [];
  for (const detection of await detect(sessions, image)) {
    faces.push(await analyzeFace(sessions, image, detection, wants));
  }
  return faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

async function analyzeFace(
  sessions: Sessions,
  image: Pyramid,
  detection: Detection,
  wants: Wants,
): Promise<Face> {
  const { width, height } = image.image;
  const { points, reliable } = await findLandmarks(sessions, image, detection);
  const box = reliable ? faceBox(detection, points) : detection;
  const ratios = points.map(({ x, y }) => ({ x: x / width, y: y / height }));
  return {
    box: boxOf(box, width, height),
    confidence: 100 * detection.score,
    landmarks: nameLandmarks(ratios),
    pose: estimatePose(points),
    quality: await measureQuality(image.image, box),
    ...(wants.attributes && { attributes: await measureAttributes(sessions, image, points) }),
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
