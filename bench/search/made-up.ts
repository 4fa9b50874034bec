import { DESCRIPTOR_LENGTH } from "../../local/faces/similarity.ts";
import type { StoredFace } from "../../local/rekognition/stored-face.ts";
import { randomNumbers } from "../synthetic-results.ts";

const FACES_PER_PERSON = 20;
/**
 * Shares of what all faces, one person and one photo add to a face. Strangers are .8 apart on average and faces of one
 * person .4, as the models' are on photos of average quality.
 */
const EVERYBODY = Math.sqrt(0.68);
const PERSON = Math.sqrt(0.24);
const PHOTO = Math.sqrt(0.08);

/** Faces `first` to `end`, the same each time. Of length 1, so that cosine and distance put them in one order. */
export function* madeUpFaces(first: number, end: number): Iterable<StoredFace> {
  const everybody = direction(1);
  let person = everybody;
  let known = -1;
  for (let i = first; i < end; i++) {
    const number = Math.floor(i / FACES_PER_PERSON);
    if (number !== known) person = direction(2 + 2 * number);
    known = number;
    const photo = direction(3 + 2 * i);
    const descriptor = new Float32Array(DESCRIPTOR_LENGTH + 1); // The last number is no doubt at all.
    for (let k = 0; k < DESCRIPTOR_LENGTH; k++)
      descriptor[k] = EVERYBODY * everybody[k]! + PERSON * person[k]! + PHOTO * photo[k]!;
    const length = Math.hypot(...descriptor);
    const hex = i.toString(16).padStart(12, "0");
    const left = (i % 97) / 100 + 0.001234;
    yield {
      face: {
        FaceId: `00000000-0000-4000-a000-${hex}`,
        BoundingBox: { Left: left, Top: left / 3, Width: left / 5, Height: left / 7 },
        ImageId: `00000000-0000-5000-a000-${hex}`,
        ExternalImageId: hex.padStart(32, "ab"),
        Confidence: 99.1 + left,
      },
      image: hex.padStart(64, "cd"),
      descriptor: descriptor.map((value) => value / length),
    };
  }
}

/** A random direction: sums of uniform numbers are near enough to normal ones. */
function direction(seed: number): Float32Array {
  const random = randomNumbers(seed);
  const numbers = Float32Array.from(
    { length: DESCRIPTOR_LENGTH },
    () => random() + random() + random() - 1.5,
  );
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}
