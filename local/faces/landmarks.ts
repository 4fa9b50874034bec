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
 * What the net finds on a chip and on its mirror image lies .015 to .04 of the chip apart where it sees the face,
 * .1 and more where it gropes. In between lies the border.
 */
const RELIABLE_DISAGREEMENT = 0.06;
/** Where else to start from when the detector's box leads nowhere: turned and widened. */
const RETRIES = [
  { angle: 30, scale: 1 },
  { angle: -30, scale: 1 },
  { angle: 30, scale: 1.3 },
  { angle: -30, scale: 1.3 },
  { angle: 60, scale: 1.3 },
  { angle: -60, scale: 1.3 },
];

export interface Landmarks {
  /**
   * In pixels of the image, in iBUG's order: jaw 0 to 16, brows 17 to 26, nose 27 to 35, eyes 36 to 47, lips 48
   * to 67.
   */
  points: Point[];
  /** False where the net contradicts itself: a profile, a covered or upside-down face, or none at all. */
  reliable: boolean;
}

interface Attempt {
  points: Point[];
  /** Mean distance of what chip and mirror image gave, in sides of the chip. */
  disagreement: number;
}

/** The 68 landmarks of a detected face. */
export async function findLandmarks(
  sessions: Sessions,
  image: Pyramid,
  detection: Detection,
): Promise<Landmarks> {
  let best: Attempt | undefined;
  for (const { angle, scale } of [{ angle: 0, scale: 1 }, ...RETRIES]) {
    for (const attempt of await attemptFrom(sessions, image, startOf(detection, angle, scale))) {
      if (!best || attempt.disagreement < best.disagreement) best = attempt;
    }
    if (best!.disagreement < RELIABLE_DISAGREEMENT) break;
  }
  return { points: best!.points, reliable: best!.disagreement < RELIABLE_DISAGREEMENT };
}

/** The refined landmarks; those of the first look too where refining them made it worse. */
async function attemptFrom(sessions: Sessions, image: Pyramid, start: Similarity): Promise<Attempt[]> {
  const first = await onChip(sessions, image, start);
  let refined = first;
  for (let i = 0; i < REFINEMENTS; i++) {
    refined = await onChip(sessions, image, chipTransform(refined.points, FACE_SIDE, PADDING));
  }
  return refined.disagreement < RELIABLE_DISAGREEMENT ? [refined] : [refined, first];
}

function startOf({ left, top, right, bottom, angle }: Detection, turn: number, scale: number): Similarity {
  const side = scale * Math.max(right - left, bottom - top);
  return turnedAbout(
    { x: (left + right) / 2, y: (top + bottom) / 2 },
    angle + turn,
    side / FACE_SIDE,
    FACE_SIDE,
  );
}

/** The mean of what the net finds on the chip and on its mirror image: alone it favours one side. */
async function onChip(sessions: Sessions, image: Pyramid, toImage: Similarity): Promise<Attempt> {
  const chip = image.chip(toImage, FACE_SIDE);
  const { points } = await runChips(sessions.landmarks, [chip, mirrored(chip, FACE_SIDE)], FACE_SIDE);
  let distance = 0;
  const means = MIRROR.map((m, i) => {
    const [x, y] = [points![2 * i]!, points![2 * i + 1]!];
    const [mirrorX, mirrorY] = [1 - points![136 + 2 * m]!, points![136 + 2 * m + 1]!];
    distance += Math.hypot(x - mirrorX, y - mirrorY);
    return apply(toImage, { x: ((x + mirrorX) / 2) * FACE_SIDE, y: ((y + mirrorY) / 2) * FACE_SIDE });
  });
  return { points: means, disagreement: distance / MIRROR.length };
}

/** For each landmark, the one that takes its place in a mirror. */
const MIRROR = [
  16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 27, 28,
  29, 30, 35, 34, 33, 32, 31, 45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, 54, 53, 52, 51, 50, 49, 48, 59,
  58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65,
];
