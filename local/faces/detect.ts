import sharp from "sharp";
import type { Pixels } from "./decode.ts";
import { containment, overlap, type Rectangle } from "./geometry/rectangle.ts";
import { DETECTOR_SIDE } from "./models/detector.ts";
import { run, type Sessions } from "./sessions.ts";

/** A box in pixels of the image, with the detector's score, 0..1. */
export interface Detection extends Rectangle {
  score: number;
}

/** Below this a half-pixel change of scale can make a face of anything. */
const FULL_VIEW_SCORE = 0.4;
const SAME_FACE_OVERLAP = 0.5;
const SAME_FACE_CONTAINMENT = 0.8;

/** The faces' boxes, best first. */
export async function detect(sessions: Sessions, image: Pixels): Promise<Detection[]> {
  const view = await scaleToFit(image, DETECTOR_SIDE);
  return suppress(await detectView(sessions, view, image, FULL_VIEW_SCORE));
}

/** Scales the image until its longest side has that many pixels. */
async function scaleToFit({ data, width, height }: Pixels, side: number): Promise<Pixels> {
  const { data: scaled, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: scaled, width: info.width, height: info.height };
}

/** Detections of a view that fits the detector's input, in pixels of the image. */
async function detectView(
  sessions: Sessions,
  view: Pixels,
  image: Pixels,
  minScore: number,
): Promise<Detection[]> {
  const input = new Uint8Array(3 * DETECTOR_SIDE * DETECTOR_SIDE);
  for (let y = 0; y < view.height; y++) {
    input.set(view.data.subarray(3 * y * view.width, 3 * (y + 1) * view.width), 3 * y * DETECTOR_SIDE);
  }
  const { boxes, scores } = await run(sessions.detector, input, [1, DETECTOR_SIDE, DETECTOR_SIDE, 3]);
  const minLogit = Math.log(minScore / (1 - minScore));
  const [scaleX, scaleY] = [image.width / view.width, image.height / view.height];
  const found: Detection[] = [];
  for (let i = 0; i * 3 < scores!.length; i++) {
    const logit = scores![3 * i + 1]!;
    if (logit < minLogit) continue;
    const [top, left, bottom, right] = [0, 1, 2, 3].map((side) => boxes![4 * i + side]! * DETECTOR_SIDE) as [
      number,
      number,
      number,
      number,
    ];
    found.push({
      score: 1 / (1 + Math.exp(-logit)),
      left: Math.max(0, left) * scaleX,
      top: Math.max(0, top) * scaleY,
      right: Math.min(view.width, right) * scaleX,
      bottom: Math.min(view.height, bottom) * scaleY,
    });
  }
  return found;
}

/** Keeps the best of every group of boxes that stand for one face. */
function suppress(detections: Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of detections.toSorted((a, b) => b.score - a.score)) {
    const known = kept.some(
      (other) =>
        overlap(other, candidate) > SAME_FACE_OVERLAP ||
        containment(other, candidate) > SAME_FACE_CONTAINMENT,
    );
    if (!known) kept.push(candidate);
  }
  return kept;
}
