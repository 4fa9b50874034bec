import type {
  Attribute,
  BoundingBox,
  EmotionName,
  FaceDetail,
  LandmarkType,
} from "@aws-sdk/client-rekognition";
import type { Box, Emotion, Face, LandmarkName } from "../faces/face.ts";

/** The engine's faces in Rekognition's shape. What the engine does not measure is absent, never invented. */
export function faceDetailOf({ box, confidence, landmarks, pose, quality, attributes }: Face): FaceDetail {
  const detail: FaceDetail = { BoundingBox: boundingBoxOf(box) };
  if (attributes) {
    const { age, gender, smile, eyesOpen, mouthOpen, emotions } = attributes;
    detail.AgeRange = { Low: age.low, High: age.high };
    detail.Smile = { Value: smile.value, Confidence: smile.confidence };
    detail.Gender = { Value: gender.value, Confidence: gender.confidence };
    if (eyesOpen) detail.EyesOpen = { Value: eyesOpen.value, Confidence: eyesOpen.confidence };
    if (mouthOpen) detail.MouthOpen = { Value: mouthOpen.value, Confidence: mouthOpen.confidence };
    detail.Emotions = emotions.map(({ type, confidence }) => ({
      Type: EMOTION_NAMES[type],
      Confidence: confidence,
    }));
  }
  detail.Landmarks = Object.entries(landmarks).map(([name, { x, y }]) => ({
    Type: name as LandmarkName satisfies LandmarkType,
    X: x,
    Y: y,
  }));
  detail.Pose = { Roll: pose.roll, Yaw: pose.yaw, Pitch: pose.pitch };
  detail.Quality = { Brightness: quality.brightness, Sharpness: quality.sharpness };
  detail.Confidence = confidence;
  return detail;
}

export const boundingBoxOf = ({ left, top, width, height }: Box): BoundingBox => ({
  Width: width,
  Height: height,
  Left: left,
  Top: top,
});

const EMOTION_NAMES: Record<Emotion, EmotionName> = {
  happy: "HAPPY",
  sad: "SAD",
  angry: "ANGRY",
  calm: "CALM",
  surprised: "SURPRISED",
  disgusted: "DISGUSTED",
  fear: "FEAR",
};

/** The fields that each attribute asks for, beyond the default ones. */
const FIELDS: Record<Exclude<Attribute, "ALL" | "DEFAULT">, keyof FaceDetail> = {
  AGE_RANGE: "AgeRange",
  BEARD: "Beard",
  EMOTIONS: "Emotions",
  EYE_DIRECTION: "EyeDirection",
  EYEGLASSES: "Eyeglasses",
  EYES_OPEN: "EyesOpen",
  FACE_OCCLUDED: "FaceOccluded",
  GENDER: "Gender",
  MOUTH_OPEN: "MouthOpen",
  MUSTACHE: "Mustache",
  SMILE: "Smile",
  SUNGLASSES: "Sunglasses",
};

const DEFAULT_FIELDS: (keyof FaceDetail)[] = ["BoundingBox", "Landmarks", "Pose", "Quality", "Confidence"];
const DEFAULT_LANDMARKS: LandmarkType[] = ["eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "nose"];

/** Keeps the attributes that were asked for. `ALL` keeps everything; otherwise five landmarks are kept. */
export function withAttributes(detail: FaceDetail, asked: readonly Attribute[] = ["DEFAULT"]): FaceDetail {
  if (asked.includes("ALL")) return detail;
  const extra = asked.flatMap((name) => (name === "ALL" || name === "DEFAULT" ? [] : FIELDS[name]));
  const fields = new Set<string>([...DEFAULT_FIELDS, ...extra]);
  const kept: FaceDetail = Object.fromEntries(Object.entries(detail).filter(([field]) => fields.has(field)));
  const landmarks = detail.Landmarks?.filter(({ Type }) => Type && DEFAULT_LANDMARKS.includes(Type));
  return { ...kept, ...(landmarks && { Landmarks: landmarks }) };
}

/** True when something beyond the default fields is asked for. */
export const wantsAttributes = (asked: readonly Attribute[] = []) => asked.some((name) => name !== "DEFAULT");
