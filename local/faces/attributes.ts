import type { Attributes, Emotion, Judgement, Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import type { Landmarks } from "./landmarks.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { AGES, TRAITS_SIDE } from "./models/human-networks.ts";
import { runChips } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Around the face in the chips that are read, as parts of the face's size. No single one is best, and the mean of
 * chips is better than each.
 */
const EXPRESSION_PADDINGS = [0.25, 0.45, 0.55];
const AGE_PADDINGS = [0.45, 0.55];

/** In the order of the expression net's outputs. */
const EXPRESSIONS: readonly Emotion[] = ["calm", "happy", "sad", "angry", "fear", "disgusted", "surprised"];
const HAPPY = EXPRESSIONS.indexOf("happy");

/** What age, gender and expression nets say on average of chips and their mirror images, and the open mouth. */
export async function measureAttributes(
  sessions: Sessions,
  image: Pyramid,
  { points, reliable }: Landmarks,
): Promise<Attributes> {
  const chips = (paddings: readonly number[], side: number): Float32Array[] =>
    paddings.flatMap((padding) => {
      const chip = image.chip(chipTransform(points, side, padding), side);
      return [chip, mirrored(chip, side)];
    });
  const { age } = await runChips(sessions.ageGender, chips(AGE_PADDINGS, FACE_SIDE), FACE_SIDE);
  const traits = await runChips(sessions.faceTraits, chips(AGE_PADDINGS, TRAITS_SIDE), TRAITS_SIDE);
  const { probabilities } = await runChips(
    sessions.expression,
    chips(EXPRESSION_PADDINGS, FACE_SIDE),
    FACE_SIDE,
  );
  const male = column(traits.male!, 1, 0);
  const happy = column(probabilities!, EXPRESSIONS.length, HAPPY);
  return {
    age: ageRange(combinedAge(column(age!, 1, 0), expectedAge(traits.ages!))),
    gender: { value: male > 0.5 ? "Male" : "Female", confidence: 100 * Math.max(male, 1 - male) },
    smile: judgement(happy),
    ...(reliable && { mouthOpen: judgement(mouthOpenProbability(points)) }),
    emotions: EXPRESSIONS.map((type, i) => ({
      type,
      confidence: 100 * column(probabilities!, EXPRESSIONS.length, i),
    })).sort((a, b) => b.confidence - a.confidence),
  };
}

/** face-api's net knows children, but takes adults for younger than they are; the other is the other way round. */
const CHILD = 10;
const GROWN_UP = 16;

function combinedAge(childAge: number, adultAge: number): number {
  const weight = Math.min(1, Math.max(0, (childAge - CHILD) / (GROWN_UP - CHILD)));
  return (1 - weight) * childAge + weight * adultAge;
}

/** The mean age by the probabilities of each year. */
function expectedAge(ages: Float32Array): number {
  let sum = 0;
  ages.forEach((probability, i) => {
    sum += probability * (i % AGES);
  });
  return (sum * AGES) / ages.length;
}

/** The mean of one column of a matrix with that many. */
function column(values: Float32Array, columns: number, index: number): number {
  let sum = 0;
  for (let i = index; i < values.length; i += columns) sum += values[i]!;
  return (sum * columns) / values.length;
}

function judgement(probability: number): Judgement<boolean> {
  return { value: probability > 0.5, confidence: 100 * Math.max(probability, 1 - probability) };
}

/** Gap of the inner lips as a part of the face's height from bridge to chin: open beyond this. */
const OPEN_GAP = 0.068;
const OPEN_STEEPNESS = 80;

/** By the landmarks alone; on the recorded photos this parts open from closed as well as any net tried. */
function mouthOpenProbability(points: readonly Point[]): number {
  const apart = (a: number, b: number): number =>
    Math.hypot(points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y);
  const gap = (apart(61, 67) + apart(62, 66) + apart(63, 65)) / 3 / apart(27, 8);
  return 1 / (1 + Math.exp(-OPEN_STEEPNESS * (gap - OPEN_GAP)));
}

/** The net names one age; the range around it is as wide as Amazon Rekognition's for that age. */
function ageRange(age: number): { low: number; high: number } {
  const center = Math.max(0, Math.round(age));
  const half = center < 4 ? 2 : center < 9 ? 3 : center < 19 ? 5 : center < 30 ? 6 : center < 34 ? 7 : 8;
  return { low: Math.max(0, center - half), high: center + half };
}
