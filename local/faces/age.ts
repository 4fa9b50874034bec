import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { FACE_SIDE } from "./models/face-networks.ts";
import { AGES, TRAITS_SIDE } from "./models/human-networks.ts";
import { runChips } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";

/** Around the face in the chips that are read, as parts of the face's size: the mean of both is better than each. */
const PADDINGS = [0.45, 0.55];

/** What two nets say, years. */
export interface ReadAges {
  /** face-api's net knows children, but takes adults for younger than they are. */
  child: number;
  /** human's net does the reverse. */
  adult: number;
}

/** Up to the first age, as the net for children reads it, only that net counts; from the second on, it does not count. */
export interface AgeLimits {
  child: number;
  grownUp: number;
}

export const AGE_LIMITS: AgeLimits = { child: 10, grownUp: 16 };

/** The ages of the face with these 68 landmarks, and the probability that it is a man's. */
export async function readAges(
  sessions: Sessions,
  image: Pyramid,
  points: readonly Point[],
): Promise<ReadAges & { male: number }> {
  const chips = (side: number): Float32Array[] =>
    PADDINGS.flatMap((padding) => {
      const chip = image.chip(chipTransform(points, side, padding), side);
      return [chip, mirrored(chip, side)];
    });
  const { age } = await runChips(sessions.ageGender, chips(FACE_SIDE), FACE_SIDE);
  const traits = await runChips(sessions.faceTraits, chips(TRAITS_SIDE), TRAITS_SIDE);
  return { child: mean(age!), adult: expectedAge(traits.ages!), male: mean(traits.male!) };
}

export function combinedAge({ child, adult }: ReadAges, limits: AgeLimits = AGE_LIMITS): number {
  const weight = Math.min(1, Math.max(0, (child - limits.child) / (limits.grownUp - limits.child)));
  return (1 - weight) * child + weight * adult;
}

/** One age is named; the range around it is as wide as Amazon Rekognition's for that age. */
export function ageRange(age: number): { low: number; high: number } {
  const center = Math.max(0, Math.round(age));
  const half = center < 4 ? 2 : center < 9 ? 3 : center < 19 ? 5 : center < 30 ? 6 : center < 34 ? 7 : 8;
  return { low: Math.max(0, center - half), high: center + half };
}

/** The mean age by the probabilities of each year, over all chips. */
function expectedAge(ages: Float32Array): number {
  let sum = 0;
  ages.forEach((probability, i) => {
    sum += probability * (i % AGES);
  });
  return (sum * AGES) / ages.length;
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
