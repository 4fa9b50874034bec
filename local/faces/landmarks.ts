import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { apply, type Similarity, turnedAbout } from "./geometry/transform.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { runChips, type Sessions } from "./sessions.ts";
import type { Detection } from "./view.ts";

/** Around the face in a chip that landmarks are read from, as a part of the face's size. */
const PADDING = 0.25;
/** Landmarks found on an upright, centred chip are better than those found on the detector's box. */
const REFINEMENTS = 2;

/**
 * The 68 landmarks of the face, in pixels of the image, in iBUG's order: jaw 0 to 16, brows 17 to 26,
 * nose 27 to 35, eyes 36 to 47, lips 48 to 67.
 */
export async function findLandmarks(
  sessions: Sessions,
  image: Pyramid,
  detection: Detection,
): Promise<Point[]> {
  let points = await onChip(sessions, image, squareAround(detection));
  for (let i = 0; i < REFINEMENTS; i++) {
    points = await onChip(sessions, image, chipTransform(points, FACE_SIDE, PADDING));
  }
  return points;
}

function squareAround({ left, top, right, bottom, angle }: Detection): Similarity {
  const side = Math.max(right - left, bottom - top);
  return turnedAbout({ x: (left + right) / 2, y: (top + bottom) / 2 }, angle, side / FACE_SIDE, FACE_SIDE);
}

/** The mean of what the net finds on the chip and on its mirror image: alone it favours one side. */
async function onChip(sessions: Sessions, image: Pyramid, toImage: Similarity): Promise<Point[]> {
  const chip = image.chip(toImage, FACE_SIDE);
  const { points } = await runChips(sessions.landmarks, [chip, mirrored(chip, FACE_SIDE)], FACE_SIDE);
  return MIRROR.map((m, i) => {
    const x = (points![2 * i]! + 1 - points![136 + 2 * m]!) / 2;
    const y = (points![2 * i + 1]! + points![136 + 2 * m + 1]!) / 2;
    return apply(toImage, { x: x * FACE_SIDE, y: y * FACE_SIDE });
  });
}

/** For each landmark, the one that takes its place in a mirror. */
const MIRROR = [
  16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 27, 28,
  29, 30, 35, 34, 33, 32, 31, 45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, 54, 53, 52, 51, 50, 49, 48, 59,
  58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65,
];
