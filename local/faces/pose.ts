import type { Point, Pose } from "./face.ts";
import { mean } from "./geometry/transform.ts";

/** The head's attitude by its 68 landmarks. */
export function estimatePose(points: readonly Point[]): Pose {
  const eyes = [points.slice(36, 42), points.slice(42, 48)].map(mean) as [Point, Point];
  const roll = Math.atan2(eyes[1].y - eyes[0].y, eyes[1].x - eyes[0].x);
  return { roll: (roll * 180) / Math.PI, yaw: 0, pitch: 0 };
}
