import * as ort from "onnxruntime-node";
import { decode } from "../../local/faces/decode.ts";
import type { Face, LandmarkName } from "../../local/faces/face.ts";
import { mirrored, Pyramid } from "../../local/faces/geometry/pyramid.ts";
import { fitSimilarity } from "../../local/faces/geometry/transform.ts";
import { runChips } from "../../local/faces/run-model.ts";

const SIDE = 112;

/** Where ArcFace's alignment puts the five points of a face in a chip of 112 pixels. */
const TEMPLATE: [LandmarkName[], number, number][] = [
  [["leftPupil", "eyeLeft"], 38.29, 51.7],
  [["rightPupil", "eyeRight"], 73.53, 51.5],
  [["nose"], 56.03, 71.74],
  [["mouthLeft"], 41.55, 92.37],
  [["mouthRight"], 70.73, 92.2],
];

/** A network that takes aligned RGB chips of 112 pixels as (v - mean) / scale, and tells by the cosine. */
export async function openArcFace(path: string, { mean, scale }: { mean: number; scale: number }) {
  const session = await ort.InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return {
    /** Of length 1: the sum of the chip's and its mirror image's. */
    async describe(bytes: Buffer, { landmarks }: Face): Promise<Float32Array | undefined> {
      const pyramid = new Pyramid(await decode(bytes));
      const { width, height } = pyramid.image;
      const points = TEMPLATE.map(([names]) => names.map((name) => landmarks[name]).find(Boolean));
      if (points.some((point) => !point)) return undefined;
      const toImage = fitSimilarity(
        TEMPLATE.map(([, x, y]) => ({ x, y })),
        points.map((point) => ({ x: point!.x * width, y: point!.y * height })),
      );
      const chip = pyramid.chip(toImage, SIDE).map((value) => (value - mean) / scale);
      const sum: number[] = [];
      for (const one of [chip, mirrored(chip, SIDE)]) {
        const [numbers] = Object.values(await runChips(session, [one], SIDE));
        numbers!.forEach((value, i) => {
          sum[i] = (sum[i] ?? 0) + value;
        });
      }
      const length = Math.hypot(...sum);
      return Float32Array.from(sum, (value) => value / length);
    },
  };
}
