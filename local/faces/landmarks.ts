import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { apply, type Similarity, turnedAbout } from "./geometry/transform.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { runChips } from "./run-model.ts";
import { type Opinion, secondOpinion } from "./second-opinion.ts";
import type { Sessions } from "./sessions.ts";
import type { Detection } from "./view.ts";

/** Around the face in a chip that landmarks are read from, as a part of the face's size. */
const PADDING = 0.25;
/** Landmarks found on an upright, centred chip are better than those found on the detector's box. */
const REFINEMENTS = 2;
/**
 * What the net finds on a chip and on its mirror image lies .012 to .035 of the chip apart where it sees the face,
 * .08 and more where it only guesses. In between lie hard poses, small faces, and faces seen upside down.
 */
const CERTAIN_DISAGREEMENT = 0.035;
const RELIABLE_DISAGREEMENT = 0.06;
/** Score of the second opinion, as seen and mirrored: a tilted face seldom reaches it in both, an animal hardly on average. */
const CERTAIN_OPINION = 0.9;
const RELIABLE_OPINION = 0.5;
/** Other starting boxes, turned and widened, for when the detector's box leads to no landmarks. */
const RETRIES: readonly Start[] = [
  { angle: 30, scale: 1 },
  { angle: -30, scale: 1 },
  { angle: 30, scale: 1.3 },
  { angle: -30, scale: 1.3 },
  { angle: 60, scale: 1.3 },
  { angle: -60, scale: 1.3 },
];
/** And for when it may lead to wrong ones: the detector also finds faces that lie on their side or upside down. */
const TURNS: readonly Start[] = [
  { angle: 90, scale: 1.3 },
  { angle: -90, scale: 1.3 },
  { angle: 180, scale: 1.3 },
];

interface Start {
  angle: number;
  scale: number;
}

export interface Landmarks {
  /**
   * In pixels of the image, in iBUG's order: jaw 0 to 16, brows 17 to 26, nose 27 to 35, eyes 36 to 47, lips 48
   * to 67.
   */
  points: Point[];
  /** False where the nets contradict themselves or each other: a profile, a covered face, or none at all. */
  reliable: boolean;
  /** True where both nets see the face beyond doubt, and so at the right angle. */
  certain: boolean;
  opinion: Opinion;
}

interface Attempt {
  points: Point[];
  /** Mean distance of what chip and mirror image gave, in sides of the chip. */
  disagreement: number;
}

/**
 * The 68 landmarks of a detected face. A face that another angle shows beyond doubt lies at that angle; otherwise it
 * is taken to be as upright as the detector saw it.
 */
export async function findLandmarks(
  sessions: Sessions,
  image: Pyramid,
  detection: Detection,
): Promise<Landmarks> {
  let best = await attemptFrom(sessions, image, startOf(detection, { angle: 0, scale: 1 }));
  for (const retry of RETRIES) {
    if (best.disagreement < RELIABLE_DISAGREEMENT) break;
    best = better(best, await attemptFrom(sessions, image, startOf(detection, retry)));
  }
  const judged = await judge(sessions, image, best);
  if (judged.certain) return judged;
  for (const turn of TURNS) {
    const attempt = await attemptFrom(sessions, image, startOf(detection, turn));
    if (attempt.disagreement >= CERTAIN_DISAGREEMENT) continue;
    const other = await judge(sessions, image, attempt);
    if (other.certain) return other;
  }
  return judged;
}

async function judge(sessions: Sessions, image: Pyramid, attempt: Attempt): Promise<Landmarks> {
  const { points, disagreement } = attempt;
  const opinion = await secondOpinion(sessions, image, points);
  return {
    points,
    opinion,
    reliable: disagreement < RELIABLE_DISAGREEMENT && opinion.mean >= RELIABLE_OPINION,
    certain: disagreement < CERTAIN_DISAGREEMENT && opinion.lower >= CERTAIN_OPINION,
  };
}

const better = (a: Attempt, b: Attempt): Attempt => (b.disagreement < a.disagreement ? b : a);

/** The refined landmarks, or those of the first look where refining them made it worse. */
async function attemptFrom(sessions: Sessions, image: Pyramid, start: Similarity): Promise<Attempt> {
  const first = await onChip(sessions, image, start);
  let refined = first;
  for (let i = 0; i < REFINEMENTS; i++) {
    refined = await onChip(sessions, image, chipTransform(refined.points, FACE_SIDE, PADDING));
  }
  return refined.disagreement < RELIABLE_DISAGREEMENT ? refined : better(refined, first);
}

function startOf({ left, top, right, bottom, angle }: Detection, { angle: turn, scale }: Start): Similarity {
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
