/**
 * Logistic fit of "same person" on Euclidean distance. Fitted on pairs of kept faces of the recorded photos,
 * so that 80 % lies at a distance of .579.
 */
const INTERCEPT = 13.07;
const SLOPE = 20.2;

/** How alike two descriptors of one engine version are, in percent (0..100). */
export function similarity(a: Float32Array, b: Float32Array): number {
  return 100 / (1 + Math.exp(SLOPE * distance(a, b) - INTERCEPT));
}

/** Euclidean distance of two descriptors. */
export function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) {
    throw new RangeError(
      `expected descriptors of one length to compare, got ${a.length} and ${b.length} numbers`,
    );
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
