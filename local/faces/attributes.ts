import { ageRange, combinedAge, readAges } from "./age.ts";
import type { Attributes, Emotion, Point, Prediction } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import type { Landmarks } from "./landmarks.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { runChips } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Around the face in the chips that are read, as parts of the face's size. No single one is best, and the mean of
 * chips is better than each.
 */
const EXPRESSION_PADDINGS = [0.25, 0.45, 0.55];

/** In the order of the expression net's outputs. */
const EXPRESSIONS: readonly Emotion[] = ["calm", "happy", "sad", "angry", "fear", "disgusted", "surprised"];
const HAPPY = EXPRESSIONS.indexOf("happy");

/** Age, gender and expression, each the mean of the chips and their mirror images, and whether the mouth is open. */
export async function measureAttributes(
  sessions: Sessions,
  image: Pyramid,
  { points, reliable }: Landmarks,
): Promise<Attributes> {
  const chips = EXPRESSION_PADDINGS.flatMap((padding) => {
    const chip = image.chip(chipTransform(points, FACE_SIDE, padding), FACE_SIDE);
    return [chip, mirrored(chip, FACE_SIDE)];
  });
  const { male, ...ages } = await readAges(sessions, image, points);
  const { probabilities } = await runChips(sessions.expression, chips, FACE_SIDE);
  const happy = column(probabilities!, EXPRESSIONS.length, HAPPY);
  return {
    age: ageRange(combinedAge(ages)),
    gender: { value: male > 0.5 ? "Male" : "Female", confidence: 100 * Math.max(male, 1 - male) },
    smile: judgement(happy),
    ...(reliable && { mouthOpen: judgement(mouthOpenProbability(points)) }),
    emotions: EXPRESSIONS.map((type, i) => ({
      type,
      confidence: 100 * column(probabilities!, EXPRESSIONS.length, i),
    })).sort((a, b) => b.confidence - a.confidence),
  };
}

/** The mean of one column of a matrix with that many. */
function column(values: Float32Array, columns: number, index: number): number {
  let sum = 0;
  for (let i = index; i < values.length; i += columns) sum += values[i]!;
  return (sum * columns) / values.length;
}

function judgement(probability: number): Prediction<boolean> {
  return { value: probability > 0.5, confidence: 100 * Math.max(probability, 1 - probability) };
}

/** A mouth is open when the gap between the inner lips is more than this part of the face's height, bridge to chin. */
const OPEN_GAP = 0.068;
const OPEN_STEEPNESS = 80;

/** By the landmarks alone; on the recorded photos this parts open from closed as well as any net tried. */
function mouthOpenProbability(points: readonly Point[]): number {
  const apart = (a: number, b: number): number =>
    Math.hypot(points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y);
  const gap = (apart(61, 67) + apart(62, 66) + apart(63, 65)) / 3 / apart(27, 8);
  return 1 / (1 + Math.exp(-OPEN_STEEPNESS * (gap - OPEN_GAP)));
}
