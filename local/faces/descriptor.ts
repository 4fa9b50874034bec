import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { RECOGNITION_SIDE } from "./models/face-networks.ts";
import { runChips, type Sessions } from "./sessions.ts";

/** Around the face in the chip, as a part of the face's size: dlib's own for this net. */
const PADDING = 0.25;
const LENGTH = 128;

/** The mean descriptor of the aligned face and of its mirror image. */
export async function computeDescriptor(
  sessions: Sessions,
  image: Pyramid,
  points: Point[],
): Promise<Float32Array> {
  const chip = image.chip(chipTransform(points, RECOGNITION_SIDE, PADDING), RECOGNITION_SIDE);
  const pair = [chip, mirrored(chip, RECOGNITION_SIDE)];
  const { descriptors } = await runChips(sessions.recognition, pair, RECOGNITION_SIDE);
  return Float32Array.from({ length: LENGTH }, (_, i) => (descriptors![i]! + descriptors![LENGTH + i]!) / 2);
}
