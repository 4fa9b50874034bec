import type { Point } from "../face.ts";
import { fitSimilarity, mean, type Similarity } from "../geometry/transform.ts";

export const ARCFACE_SIDE = 112;

/** The landmarks (iBUG's 68) of both eyes, the nose and the corners of the mouth. */
const LANDMARKS = [[36, 37, 38, 39, 40, 41], [42, 43, 44, 45, 46, 47], [30], [48], [54]];

/** Where these five lie in a chip of 112 pixels: the alignment that ArcFace's authors publish (insightface, MIT). */
const TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/** Carries coordinates of ArcFace's chip to those of the image with these 68 landmarks. */
export function arcfaceTransform(points: readonly Point[]): Similarity {
  return fitSimilarity(
    TEMPLATE,
    LANDMARKS.map((sources) => mean(sources.map((i) => points[i]!))),
  );
}
