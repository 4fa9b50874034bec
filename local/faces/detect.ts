import { area, containment, overlap, type Rectangle } from "../../core/rectangle.ts";
import type { Pyramid } from "./geometry/pyramid.ts";
import { apply, type Similarity, turnedAbout } from "./geometry/transform.ts";
import { DETECTOR_SIDE } from "./models/detector.ts";
import type { Sessions } from "./sessions.ts";
import { cutView, type Detection, detectInView, scaleToSide } from "./view.ts";

/** Below this score a half-pixel change of scale can turn anything into a face. */
const FULL_VIEW_SCORE = 0.4;
/** In the small view, where large faces show best: fewer details, so the score must be higher. */
const FAR_VIEW_SCORE = 0.5;
/** In a turned view a box with this score is a candidate, which a closer view must confirm. */
const SUSPICION_SCORE = 0.35;
const CLOSE_LOOK_SCORE = 0.6;
/** Most candidates of a photo that get a closer view; each costs a quarter of the full view. */
const CLOSE_LOOKS = 3;

const FAR_SIDE = 256;
const TILT = 35;
const TILTS = [-TILT, TILT];
/** Small views for a face that fills the photo: at this size the detector knows it. */
const TINY_SIDES = [192, 128];
const TINY_VIEW_SCORE = 0.6;
/** Side of the square around a candidate, in sides of its box. */
const CLOSE_LOOK_MARGIN = 3;

const SAME_FACE_OVERLAP = 0.4;
const SAME_FACE_CONTAINMENT = 0.75;

/**
 * The faces' boxes in pixels of the image, best first. The detector knows upright faces of about a tenth to half
 * of its view, so it looks at the whole photo near and far, and at tilted copies for heads that lean.
 */
export async function detect(sessions: Sessions, pyramid: Pyramid): Promise<Detection[]> {
  const found = await lookFrom(sessions, pyramid, DETECTOR_SIDE, FULL_VIEW_SCORE);
  found.push(...(await lookFrom(sessions, pyramid, FAR_SIDE, FAR_VIEW_SCORE)));
  found.push(...(await lookAtAngles(sessions, pyramid, TILTS, found)));
  if (found.length === 0) found.push(...(await lookFromAfar(sessions, pyramid)));
  return suppress(found).map((d) => ({ ...d, ...clipped(d, pyramid.image) }));
}

/** Detections in the photo scaled so that its longest side has that many pixels. */
async function lookFrom(
  sessions: Sessions,
  { image }: Pyramid,
  side: number,
  score: number,
): Promise<Detection[]> {
  const view = await scaleToSide(image, side);
  const scale = { a: image.width / view.width, b: 0, tx: 0, ty: 0 };
  return (await detectInView(sessions, view, score)).map((d) => moved(d, scale));
}

/** Detections in tiny copies of the photo, with room around them. */
async function lookFromAfar(sessions: Sessions, pyramid: Pyramid): Promise<Detection[]> {
  const { width, height } = pyramid.image;
  const found: Detection[] = [];
  for (const side of TINY_SIDES) {
    const step = Math.max(width, height) / side;
    const toImage = turnedAbout({ x: width / 2, y: height / 2 }, 0, step, FAR_SIDE);
    const seen = await detectInView(sessions, cutView(pyramid, toImage, FAR_SIDE), TINY_VIEW_SCORE);
    found.push(...seen.map((d) => ({ ...moved(d, toImage), lastResort: true })));
  }
  return found;
}

/** Detections in turned copies of the photo that are not among the `known`, each confirmed by a closer view. */
async function lookAtAngles(
  sessions: Sessions,
  pyramid: Pyramid,
  angles: readonly number[],
  known: readonly Detection[],
): Promise<Detection[]> {
  const { width, height } = pyramid.image;
  const suspicions: Detection[] = [];
  const step = Math.max(width, height) / FAR_SIDE;
  for (const angle of angles) {
    // The square cuts off the corners of the turned photo, where there is hardly ever a face.
    const toImage = turnedAbout({ x: width / 2, y: height / 2 }, angle, step, FAR_SIDE);
    const view = cutView(pyramid, toImage, FAR_SIDE);
    for (const d of await detectInView(sessions, view, SUSPICION_SCORE)) {
      suspicions.push({ ...moved(d, toImage), angle });
    }
  }
  const confirmed: Detection[] = [];
  const news = suppress(suspicions).filter((s) => !known.some((k) => isSameFace(k, s)));
  for (const suspicion of news.slice(0, CLOSE_LOOKS)) {
    confirmed.push(...(await lookClosely(sessions, pyramid, suspicion)));
  }
  return confirmed;
}

async function lookClosely(sessions: Sessions, pyramid: Pyramid, suspicion: Detection): Promise<Detection[]> {
  const { left, top, right, bottom, angle } = suspicion;
  const side = CLOSE_LOOK_MARGIN * Math.max(right - left, bottom - top);
  const center = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const toImage = turnedAbout(center, angle, side / FAR_SIDE, FAR_SIDE);
  const seen = await detectInView(sessions, cutView(pyramid, toImage, FAR_SIDE), CLOSE_LOOK_SCORE);
  return suppress(seen.map((d) => moved(d, toImage)))
    .filter((d) => isSameFace(d, suspicion))
    .slice(0, 1)
    .map((d) => ({ ...d, angle }));
}

/** The upright box of the same size about the place where a view's box lies in the image. */
function moved<T extends Rectangle>(detection: T, toImage: Similarity): T {
  const { left, top, right, bottom } = detection;
  const center = apply(toImage, { x: (left + right) / 2, y: (top + bottom) / 2 });
  const scale = Math.hypot(toImage.a, toImage.b);
  const [halfWidth, halfHeight] = [((right - left) * scale) / 2, ((bottom - top) * scale) / 2];
  return {
    ...detection,
    left: center.x - halfWidth,
    top: center.y - halfHeight,
    right: center.x + halfWidth,
    bottom: center.y + halfHeight,
  };
}

/** Keeps the best of every group of boxes that stand for one face. */
function suppress<T extends Detection>(detections: readonly T[]): T[] {
  const kept: T[] = [];
  for (const candidate of detections.toSorted((a, b) => b.score - a.score)) {
    if (area(candidate) > 0 && !kept.some((other) => isSameFace(other, candidate))) kept.push(candidate);
  }
  return kept;
}

function isSameFace(a: Rectangle, b: Rectangle): boolean {
  return overlap(a, b) > SAME_FACE_OVERLAP || containment(a, b) > SAME_FACE_CONTAINMENT;
}

function clipped(box: Rectangle, { width, height }: { width: number; height: number }): Rectangle {
  return {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(width, box.right),
    bottom: Math.min(height, box.bottom),
  };
}
