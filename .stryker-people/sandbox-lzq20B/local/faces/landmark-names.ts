// @ts-nocheck
import type { LandmarkName, Point } from "./face.ts";
import { mean } from "./geometry/transform.ts";

/** Which of the 68 points (iBUG's order) a landmark is the mean of. */
const SOURCES: Record<LandmarkName, readonly number[]> = {
  eyeLeft: [36, 37, 38, 39, 40, 41],
  eyeRight: [42, 43, 44, 45, 46, 47],
  mouthLeft: [48],
  mouthRight: [54],
  nose: [30],
  leftEyeBrowLeft: [17],
  leftEyeBrowRight: [21],
  leftEyeBrowUp: [19],
  rightEyeBrowLeft: [22],
  rightEyeBrowRight: [26],
  rightEyeBrowUp: [24],
  leftEyeLeft: [36],
  leftEyeRight: [39],
  leftEyeUp: [37, 38],
  leftEyeDown: [40, 41],
  rightEyeLeft: [42],
  rightEyeRight: [45],
  rightEyeUp: [43, 44],
  rightEyeDown: [46, 47],
  noseLeft: [31],
  noseRight: [35],
  mouthUp: [51],
  mouthDown: [57],
  leftPupil: [36, 37, 38, 39, 40, 41],
  rightPupil: [42, 43, 44, 45, 46, 47],
  upperJawlineLeft: [0],
  midJawlineLeft: [4],
  chinBottom: [8],
  midJawlineRight: [12],
  upperJawlineRight: [16],
};

/** The named landmarks of 68 points, in whatever unit those are. */
export function nameLandmarks(points: readonly Point[]): Record<LandmarkName, Point> {
  const entries = Object.entries(SOURCES).map(([name, sources]) => [
    name,
    mean(sources.map((i) => points[i]!)),
  ]);
  return Object.fromEntries(entries) as Record<LandmarkName, Point>;
}
