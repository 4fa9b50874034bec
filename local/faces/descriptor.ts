import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { RECOGNITION_SIDE } from "./models/face-networks.ts";
import { runChips } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";
import { DESCRIPTOR_LENGTH } from "./similarity.ts";

/**
 * Around the face in the chips, as parts of the face's size: closer and wider than dlib's own .25 for this net. The
 * mean of two crops depends less on the crop: with as many true pairs found, half of the false ones are left.
 */
const PADDINGS = [0.15, 0.35];

/**
 * The mean descriptor of the aligned face, in two crops and their mirror images, and how doubtful it is; or what the
 * user's own network says in its place.
 */
export async function computeDescriptor(
  sessions: Sessions,
  image: Pyramid,
  points: readonly Point[],
  doubt: number,
): Promise<Float32Array> {
  if (sessions.ownNetwork) return await sessions.ownNetwork.describe(image, points, doubt);
  const chips = PADDINGS.flatMap((padding) => {
    const chip = image.chip(chipTransform(points, RECOGNITION_SIDE, padding), RECOGNITION_SIDE);
    return [chip, mirrored(chip, RECOGNITION_SIDE)];
  });
  const { descriptors } = await runChips(sessions.recognition, chips, RECOGNITION_SIDE);
  const mean = new Float32Array(DESCRIPTOR_LENGTH + 1);
  descriptors!.forEach((value, i) => {
    mean[i % DESCRIPTOR_LENGTH]! += value / chips.length;
  });
  mean[DESCRIPTOR_LENGTH] = doubt;
  return mean;
}
