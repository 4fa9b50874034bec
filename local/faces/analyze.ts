import { decode } from "./decode.ts";
import { describeFace, type LocatedFace } from "./describe.ts";
import { detect } from "./detect.ts";
import type { Face, Include } from "./face.ts";
import { Pyramid } from "./geometry/pyramid.ts";
import { boxToOriginal, type Quarters, quartersOf, toOriginal, turnedBack } from "./geometry/quarter-turn.ts";
import { findLandmarks } from "./landmarks.ts";
import { rollOf } from "./pose.ts";
import type { Sessions } from "./sessions.ts";

/** A box with a lower score counts as a face only if landmarks can be found on it. */
const DOUBTFUL_SCORE = 0.6;

/** The whole analysis of one encoded image, in the thread that calls it. */
export async function analyze(sessions: Sessions, bytes: Uint8Array, include: Include): Promise<Face[]> {
  const { image, located, quarters } = await locateUpright(sessions, new Pyramid(await decode(bytes)));
  const faces: Face[] = [];
  for (const face of located) {
    faces.push(asTaken(await describeFace(sessions, image, face, include), quarters));
  }
  return faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

interface Located {
  image: Pyramid;
  located: LocatedFace[];
  /** How far the image had to be turned back for its faces to stand upright. */
  quarters: Quarters;
}

/** Tried in this order: cameras are held sideways more often than overhead. */
const TURNS: readonly Quarters[] = [1, 3, 2];

/**
 * The faces of a photo, which is turned first if it lies on its side or head without saying so. The way up that shows
 * most upright faces for certain counts; others are tried only where the photo as it is shows none, or turned ones too.
 */
export async function locateUpright(sessions: Sessions, image: Pyramid): Promise<Located> {
  let best: Located = { image, located: await locate(sessions, image), quarters: 0 };
  const lies = certainLies(best.located);
  const isUpright = lies.includes(0);
  for (const quarters of TURNS) {
    if (isUpright && !lies.includes(quarters)) continue;
    const turned = new Pyramid(turnedBack(image.image, quarters));
    const other: Located = { image: turned, located: await locate(sessions, turned), quarters };
    if (evidence(other) > evidence(best)) best = other;
    if (!isUpright && certainLies(best.located).includes(0)) break;
  }
  return best;
}

/** Upright faces, and where there are as many, any faces, that are certain. */
function evidence({ located }: Located): number {
  const lies = certainLies(located);
  return lies.filter((lie) => lie === 0).length + lies.length / 1000;
}

/** How the faces that are certain lie. */
function certainLies(located: readonly LocatedFace[]): Quarters[] {
  return located.flatMap(({ landmarks: { certain, points } }) =>
    certain ? [quartersOf(rollOf(points))] : [],
  );
}

async function locate(sessions: Sessions, image: Pyramid): Promise<LocatedFace[]> {
  const located: LocatedFace[] = [];
  for (const detection of await detect(sessions, image)) {
    const landmarks = await findLandmarks(sessions, image, detection);
    const isCredible = detection.score >= DOUBTFUL_SCORE && !detection.lastResort;
    if (landmarks.reliable || isCredible) located.push({ detection, landmarks });
  }
  return located;
}

/** What was measured on a turned image, in coordinates of the image as it was given. */
function asTaken(face: Face, quarters: Quarters): Face {
  if (quarters === 0) return face;
  const landmarks = Object.fromEntries(
    Object.entries(face.landmarks).map(([name, point]) => [name, toOriginal(point, quarters)]),
  );
  const roll = face.pose.roll + 90 * quarters;
  return {
    ...face,
    box: boxToOriginal(face.box, quarters),
    landmarks,
    pose: { ...face.pose, roll: roll > 180 ? roll - 360 : roll },
  };
}
