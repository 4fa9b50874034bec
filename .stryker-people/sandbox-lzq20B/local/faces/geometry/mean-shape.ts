// @ts-nocheck
import type { Point } from "../face.ts";
import { fitSimilarity, type Similarity } from "./transform.ts";

/**
 * Where points 17 to 67 lie in an average upright face whose size is 1: from dlib's image_transforms/interpolation.h
 * (Boost Software License 1.0).
 */
const X = [
  0.000213256, 0.0752622, 0.18113, 0.29077, 0.393397, 0.586856, 0.689483, 0.799124, 0.904991, 0.98004,
  0.490127, 0.490127, 0.490127, 0.490127, 0.36688, 0.426036, 0.490127, 0.554217, 0.613373, 0.121737, 0.187122,
  0.265825, 0.334606, 0.260918, 0.182743, 0.645647, 0.714428, 0.793132, 0.858516, 0.79751, 0.719335, 0.254149,
  0.340985, 0.428858, 0.490127, 0.551395, 0.639268, 0.726104, 0.642159, 0.556721, 0.490127, 0.423532,
  0.338094, 0.290379, 0.428096, 0.490127, 0.552157, 0.689874, 0.553364, 0.490127, 0.42689,
];
const Y = [
  0.106454, 0.038915, 0.0187482, 0.0344891, 0.0773906, 0.0773906, 0.0344891, 0.0187482, 0.038915, 0.106454,
  0.203352, 0.307009, 0.409805, 0.515625, 0.587326, 0.609345, 0.628106, 0.609345, 0.587326, 0.216423,
  0.178758, 0.179852, 0.231733, 0.245099, 0.244077, 0.231733, 0.179852, 0.178758, 0.216423, 0.244077,
  0.245099, 0.780233, 0.745405, 0.727388, 0.742578, 0.727388, 0.745405, 0.780233, 0.864805, 0.902192,
  0.909281, 0.902192, 0.864805, 0.784792, 0.778746, 0.785343, 0.778746, 0.784792, 0.824182, 0.831803,
  0.824182,
];
/** The first of the 68 landmarks that the shape has; the jaw before it is left out. */
const FIRST = 17;
export const MEAN_SHAPE: readonly Point[] = X.map((x, i) => ({ x, y: Y[i]! }));

/** Nose, eyes and upper lip: brows, jaw and lower lip move too much with the expression to align by. */
const STEADY = [...range(27, 54), ...range(60, 64)];

/**
 * Carries coordinates of a square chip of `side` pixels to those of the image, so that the face with these 68
 * landmarks stands upright in the chip with `padding` (of the face's size) around it.
 */
export function chipTransform(landmarks: readonly Point[], side: number, padding: number): Similarity {
  const scale = side / (1 + 2 * padding);
  const inChip = STEADY.map((i) => ({
    x: (MEAN_SHAPE[i - FIRST]!.x + padding) * scale,
    y: (MEAN_SHAPE[i - FIRST]!.y + padding) * scale,
  }));
  return fitSimilarity(
    inChip,
    STEADY.map((i) => landmarks[i]!),
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
