import { OWN_FIT, similarityAt } from "./similarity.ts";

/** Several faces of one person as one: where they lie, how far around, and how doubtful they are on average. */
export interface PersonVector {
  mean: Float32Array;
  /** Mean squared distance of the faces from their mean. */
  spread: number;
  doubt: number;
}

/** @param descriptors one at least */
export function personVector(descriptors: readonly Float32Array[]): PersonVector {
  const length = descriptors[0]!.length - 1;
  const mean = new Float32Array(length);
  let doubt = 0;
  for (const descriptor of descriptors) {
    for (let i = 0; i < length; i++) mean[i]! += descriptor[i]! / descriptors.length;
    doubt += descriptor[length]! / descriptors.length;
  }
  const squares = descriptors.map((descriptor) => squaredDistance(descriptor, mean));
  return { mean, spread: squares.reduce((sum, square) => sum + square, 0) / squares.length, doubt };
}

/**
 * The part of the spread that counts: with 1, two people are as far apart as their faces are on average; with 0, as
 * their means are. On the recorded and labelled people of three faces and more, the probe left out, at 80 %: all 5 of 80
 * missed, 0 of 1,514 false; half 3 and 1; none 1 and 20; single faces 24 of 204 and 4 of 3,712.
 */
const SPREAD = 0.5;

/** How alike two people are, in percent; of one face each it is the similarity of these. */
export function personSimilarity(a: PersonVector, b: PersonVector, fit = OWN_FIT): number {
  const squared = squaredDistance(a.mean, b.mean) + SPREAD * (a.spread + b.spread);
  return similarityAt(Math.sqrt(squared), a.doubt * b.doubt, fit);
}

/** Of as many numbers as `mean` has. */
function squaredDistance(a: Float32Array, mean: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < mean.length; i++) sum += (a[i]! - mean[i]!) ** 2;
  return sum;
}
