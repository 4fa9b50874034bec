/** A rectangle in ratios of the EXIF-upright image's width and height. It may reach beyond 0..1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A point in ratios of the EXIF-upright image's width and height. */
export interface Point {
  x: number;
  y: number;
}

/** What a model decided, and how sure it is: confidence is 0..100 and belongs to the value given. */
export interface Prediction<T> {
  value: T;
  confidence: number;
}

/** Left and right are the image's, not the person's. */
export const LANDMARKS = [
  "eyeLeft",
  "eyeRight",
  "mouthLeft",
  "mouthRight",
  "nose",
  "leftEyeBrowLeft",
  "leftEyeBrowRight",
  "leftEyeBrowUp",
  "rightEyeBrowLeft",
  "rightEyeBrowRight",
  "rightEyeBrowUp",
  "leftEyeLeft",
  "leftEyeRight",
  "leftEyeUp",
  "leftEyeDown",
  "rightEyeLeft",
  "rightEyeRight",
  "rightEyeUp",
  "rightEyeDown",
  "noseLeft",
  "noseRight",
  "mouthUp",
  "mouthDown",
  "leftPupil",
  "rightPupil",
  "upperJawlineLeft",
  "midJawlineLeft",
  "chinBottom",
  "midJawlineRight",
  "upperJawlineRight",
] as const;
export type LandmarkName = (typeof LANDMARKS)[number];

export const EMOTIONS = ["happy", "sad", "angry", "calm", "surprised", "disgusted", "fear"] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** Degrees. Roll: clockwise positive. Yaw: positive looks to the image's right. Pitch: positive looks up. */
export interface Pose {
  roll: number;
  yaw: number;
  pitch: number;
}

/** 0..100 each. */
export interface Quality {
  brightness: number;
  sharpness: number;
}

/** What only `include.attributes` measures. */
export interface Attributes {
  age: { low: number; high: number };
  gender: Prediction<"Female" | "Male">;
  smile: Prediction<boolean>;
  /** Absent where the landmarks are not reliable. */
  mouthOpen?: Prediction<boolean>;
  /** Not measured: none of the models tells it well. */
  eyesOpen?: Prediction<boolean>;
  /** Confidences sum to 100; the strongest comes first. */
  emotions: { type: Emotion; confidence: number }[];
}

/** One face, largest box first in an answer. Attributes and descriptor are there only when asked for. */
export interface Face {
  box: Box;
  /** That this is a face, 0..100. */
  confidence: number;
  /** False where landmarks, and all that is measured by them, are a guess: a profile, a covered face, a blur. */
  reliable: boolean;
  landmarks: Partial<Record<LandmarkName, Point>>;
  pose: Pose;
  quality: Quality;
  attributes?: Attributes;
  /**
   * 128 numbers, and one that says how doubtful they are. The nearer two are (Euclidean), the likelier the same
   * person: see `similarity`. Absent where landmarks are not reliable.
   */
  descriptor?: Float32Array;
}

/** What an analysis should measure beyond box, landmarks, pose and quality. Both default to false. */
export interface Include {
  attributes?: boolean;
  descriptors?: boolean;
}
