// @ts-nocheck
import type { Point, Pose } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { apply, invert, mean } from "./geometry/transform.ts";

/** Degrees per unit of the features below; fitted by `bench/fidelity/fit.ts` on recorded answers. */
const YAW = [307.1];
const PITCH = [-76.73, -56.23, 48.54, 93.71, 61.62];

/** The head's attitude by its 68 landmarks, in pixels. */
export function estimatePose(points: readonly Point[]): Pose {
  const { yaw, pitch } = poseFeatures(points);
  return {
    roll: rollOf(points),
    yaw: within90(weigh(yaw, YAW)),
    pitch: within90(weigh(pitch, PITCH)),
  };
}

/** Degrees clockwise by which the line through the eyes is turned, -180 to 180. */
export function rollOf(points: readonly Point[]): number {
  const [left, right] = [points.slice(36, 42), points.slice(42, 48)].map(mean) as [Point, Point];
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

/**
 * What yaw and pitch show in, once the face is laid on the mean shape, upright and of size 1: when the head turns,
 * the tip of the nose leaves the line of its bridge; when it nods, nose, eyes, ears and chin move against each other.
 */
export function poseFeatures(points: readonly Point[]): { yaw: number[]; pitch: number[] } {
  const toShape = invert(chipTransform(points, 1, 0));
  const shape = points.map((point) => apply(toShape, point));
  const at = (i: number): Point => shape[i]!;
  const middle = mean([at(27), at(28)]).x;
  return {
    yaw: [Math.atan2(at(30).x - middle, NOSE_DEPTH)],
    pitch: [1, at(30).y, mean(shape.slice(36, 48)).y, (at(0).y + at(16).y) / 2, at(8).y],
  };
}

/** How far the tip of the nose stands out, in sizes of the mean shape. */
const NOSE_DEPTH = 0.5;

function weigh(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, feature, i) => sum + feature * weights[i]!, 0);
}

function within90(degrees: number): number {
  return Math.max(-90, Math.min(90, degrees));
}
