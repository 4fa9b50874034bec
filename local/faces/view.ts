import sharp from "sharp";
import type { Rectangle } from "../../core/rectangle.ts";
import type { Pixels } from "./decode.ts";
import type { Pyramid } from "./geometry/pyramid.ts";
import type { Similarity } from "./geometry/transform.ts";
import { DETECTOR_LEVELS, DETECTOR_SIDE } from "./models/detector.ts";
import { run } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";

/** A box in pixels, with the detector's score, 0..1, and the degrees by which the head leans, roughly. */
export interface Detection extends Rectangle {
  score: number;
  angle: number;
  /** Found only by the unusual views, tried where the usual ones find nothing: counts only if it has landmarks. */
  lastResort?: boolean;
}

/** The detector's input is filled up with black to a multiple of this, so that its two finest grids fit. */
const INPUT_STEP = 32;

/** Scales an image until its longest side has that many pixels. */
export async function scaleToSide({ data, width, height }: Pixels, side: number): Promise<Pixels> {
  const { data: scaled, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: scaled, width: info.width, height: info.height };
}

/** Cuts a square view out of an image, at any place, scale and angle. */
export function cutView(pyramid: Pyramid, toImage: Similarity, side: number): Pixels {
  const planes = pyramid.chip(toImage, side);
  const area = side * side;
  const data = new Uint8Array(3 * area);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) data[3 * i + c] = Math.round(planes[c * area + i]!);
  }
  return { data, width: side, height: side };
}

/** What the detector sees in a view of at most 512 by 512 pixels, in pixels of the view, unsuppressed. */
export async function detectInView(sessions: Sessions, view: Pixels, minScore: number): Promise<Detection[]> {
  const [width, height] = [roundUp(view.width, INPUT_STEP), roundUp(view.height, INPUT_STEP)];
  const input = new Uint8Array(3 * width * height);
  for (let y = 0; y < view.height; y++) {
    input.set(view.data.subarray(3 * y * view.width, 3 * (y + 1) * view.width), 3 * y * width);
  }
  const { offsets, scores, anchors } = await run(sessions.detector, input, [1, height, width, 3]);
  const minLogit = Math.log(minScore / (1 - minScore));
  const found: Detection[] = [];
  let cell = 0;
  let levelStart = 0;
  for (const { step, anchors: perCell } of DETECTOR_LEVELS) {
    const columns = DETECTOR_SIDE / step;
    for (let row = 0; row < Math.ceil(height / step); row++) {
      for (let column = 0; column < Math.ceil(width / step); column++) {
        for (let k = 0; k < perCell; k++, cell++) {
          const logit = scores![3 * cell + 1]!;
          if (logit < minLogit) continue;
          const anchor = levelStart + (row * columns + column) * perCell + k;
          const box = decodeBox(offsets!.subarray(4 * cell, 4 * cell + 4), anchors!.subarray(4 * anchor));
          found.push({ ...within(box, view), score: 1 / (1 + Math.exp(-logit)), angle: 0 });
        }
      }
    }
    levelStart += columns * columns * perCell;
  }
  return found;
}

/**
 * face-api's outputLayer (MIT): an offset is the shift of the centre in tenths and the logarithm of the growth in
 * fifths of the anchor's size, vertical before horizontal.
 */
function decodeBox(offset: Float32Array, anchor: Float32Array): Rectangle {
  const along = (axis: 0 | 1): [number, number] => {
    const [from, to] = [anchor[axis]! * DETECTOR_SIDE, anchor[axis + 2]! * DETECTOR_SIDE];
    const center = (from + to) / 2 + (offset[axis]! / 10) * (to - from);
    const half = (Math.exp(offset[axis + 2]! / 5) * (to - from)) / 2;
    return [center - half, center + half];
  };
  const [top, bottom] = along(0);
  const [left, right] = along(1);
  return { left, top, right, bottom };
}

function within({ left, top, right, bottom }: Rectangle, { width, height }: Pixels): Rectangle {
  return {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(width, right),
    bottom: Math.min(height, bottom),
  };
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
