import type { Attributes, Emotion, Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { runChips, type Sessions } from "./sessions.ts";

/** Around the face in a chip, as a part of the face's size; chosen by agreement with the recorded answers. */
const AGE_PADDING = 0.45;
const SMILE_PADDING = 0.45;
const EMOTION_PADDING = 0.3;

/** In the order of the expression net's outputs. */
const EXPRESSIONS: readonly Emotion[] = ["calm", "happy", "sad", "angry", "fear", "disgusted", "surprised"];
const HAPPY = EXPRESSIONS.indexOf("happy");

export async function measureAttributes(
  sessions: Sessions,
  image: Pyramid,
  points: Point[],
): Promise<Attributes> {
  const chips = (padding: number): Float32Array[] => {
    const chip = image.chip(chipTransform(points, FACE_SIDE, padding), FACE_SIDE);
    return [chip, mirrored(chip, FACE_SIDE)];
  };
  const { age, gender } = await runChips(sessions.ageGender, chips(AGE_PADDING), FACE_SIDE);
  const expressionChips = [...chips(EMOTION_PADDING), ...chips(SMILE_PADDING)];
  const { probabilities } = await runChips(sessions.expression, expressionChips, FACE_SIDE);
  const probability = (chip: number, type: number): number =>
    (probabilities![7 * chip + type]! + probabilities![7 * (chip + 1) + type]!) / 2;
  const male = (gender![0]! + gender![2]!) / 2;
  const happy = probability(2, HAPPY);
  return {
    age: ageRange((age![0]! + age![1]!) / 2),
    gender: { value: male > 0.5 ? "Male" : "Female", confidence: 100 * Math.max(male, 1 - male) },
    smile: { value: happy > 0.5, confidence: 100 * Math.max(happy, 1 - happy) },
    emotions: EXPRESSIONS.map((type, i) => ({ type, confidence: 100 * probability(0, i) })).sort(
      (a, b) => b.confidence - a.confidence,
    ),
  };
}

/** The net names one age; the range around it is as wide as Amazon Rekognition's for that age. */
function ageRange(age: number): { low: number; high: number } {
  const center = Math.max(0, Math.round(age));
  const half = center < 4 ? 2 : center < 9 ? 3 : center < 19 ? 5 : center < 30 ? 6 : center < 34 ? 7 : 8;
  return { low: Math.max(0, center - half), high: center + half };
}
