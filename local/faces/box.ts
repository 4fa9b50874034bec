import type { Rectangle } from "../../core/rectangle.ts";
import type { Point } from "./face.ts";
import { mean } from "./geometry/transform.ts";

/**
 * How far each edge lies outside the base, by the features below; fitted by `bench/fidelity/fit.ts` on the boxes
 * of recorded answers.
 */
const LEFT = [0.005628, 0.00009831, 0.02616, -0.07349, -0.1173];
const RIGHT = [0.02852, 0.09404, -0.2063, -0.2071, 0.08558];
const TOP = [-0.05474, -0.03548, -0.2605, -0.0226, 0.3316];
const BOTTOM = [0.004664, 0.05539, 0.02982, 0.0003907, -0.04924];
/** No edge is moved further than this, in sizes of the base: the fit has no data beyond it. */
const MOST = 0.3;

/**
 * The box of the whole face, ears and chin included and forehead in part, as Amazon Rekognition draws it: wider
 * than the detector's. All in pixels.
 */
export function faceBox(detected: Rectangle, points: readonly Point[]): Rectangle {
  const { base, size, horizontal, vertical } = boxFeatures(detected, points);
  const shift = (weights: readonly number[], features: readonly number[]): number => {
    const sum = features.reduce((total, feature, i) => total + feature * weights[i]!, 0);
    return size * Math.max(-MOST, Math.min(MOST, sum));
  };
  return {
    left: base.left + shift(LEFT, horizontal),
    right: base.right + shift(RIGHT, horizontal),
    top: base.top + shift(TOP, vertical),
    bottom: base.bottom + shift(BOTTOM, vertical),
  };
}

export interface BoxFeatures {
  /** Half-way between the detector's box and that around all landmarks. */
  base: Rectangle;
  /** The side of a square of the base's area: the unit of features and shifts. */
  size: number;
  /** Constant, how far the detector's two edges lie from the landmarks', nose, eyes. */
  horizontal: number[];
  vertical: number[];
}

export function boxFeatures(detected: Rectangle, points: readonly Point[]): BoxFeatures {
  const around = {
    left: Math.min(...points.map((p) => p.x)),
    right: Math.max(...points.map((p) => p.x)),
    top: Math.min(...points.map((p) => p.y)),
    bottom: Math.max(...points.map((p) => p.y)),
  };
  const between = (edge: keyof Rectangle): number => (around[edge] + detected[edge]) / 2;
  const base = {
    left: between("left"),
    right: between("right"),
    top: between("top"),
    bottom: between("bottom"),
  };
  const size = Math.sqrt((base.right - base.left) * (base.bottom - base.top));
  const apart = (edge: keyof Rectangle): number => (around[edge] - detected[edge]) / size;
  const center = { x: (base.left + base.right) / 2, y: (base.top + base.bottom) / 2 };
  const [nose, eyes] = [points[30]!, mean(points.slice(36, 48))];
  return {
    base,
    size,
    horizontal: [1, apart("left"), apart("right"), (nose.x - center.x) / size, (eyes.x - center.x) / size],
    vertical: [1, apart("top"), apart("bottom"), (nose.y - center.y) / size, (eyes.y - center.y) / size],
  };
}
