import type { Pose, Quality } from "./face.ts";

/** Numbers of the engine's own descriptors that are compared. One more follows them: the face's doubt. */
export const DESCRIPTOR_LENGTH = 128;

/** A logistic function of "same person" on Euclidean distance and on the product of both faces' doubts. */
export interface SimilarityFit {
  intercept: number;
  slope: number;
  doubt: number;
}

/**
 * Fit of "same person" on Euclidean distance and doubt: slope and weight of doubt on 130,000 pairs of
 * recorded and labelled faces and of copies 24 to 72 pixels wide or blurred (with a person left out the slope lies
 * between 32.6 and 36.3, the weight between 1.1 and 1.5). The intercept puts 80 % at a distance of .518 without doubt.
 */
export const OWN_FIT: SimilarityFit = { intercept: 18.69, slope: 33.4, doubt: 1.25 };

/** Quality.Sharpness from which on a face shows all that the net looks for. */
const SHARP = 90;
/** Degrees of yaw from which on a face shows less of itself, and how many more until it is in doubt. */
const TURNED = 20;
const TURN = 50;
const MAX_DOUBT = 1.5;

/**
 * How little a face's descriptor says about the person, 0 to 1.5: blurred, small and turned faces resemble each other,
 * whoever they are. Small faces are blurred ones, since sharpness is measured at one size.
 */
export function doubtOf({ sharpness }: Quality, { yaw }: Pose): number {
  const blur = Math.min(1, Math.max(0, (SHARP - sharpness) / SHARP));
  const turn = Math.min(1, Math.max(0, (Math.abs(yaw) - TURNED) / TURN));
  return Math.min(MAX_DOUBT, blur + turn);
}

/**
 * How alike two descriptors of one engine version are, in percent (0..100). Only the product of both doubts
 * counts: one poor photo is compared well with a good one, but not with another poor one.
 */
export function similarity(a: Float32Array, b: Float32Array, fit = OWN_FIT): number {
  return similarityAt(distance(a, b), a.at(-1)! * b.at(-1)!, fit);
}

/** The percent of a distance, given the product of both doubts. */
export function similarityAt(distance: number, doubts: number, fit = OWN_FIT): number {
  return 100 / (1 + Math.exp(fit.slope * distance + fit.doubt * doubts - fit.intercept));
}

/** Euclidean distance of two descriptors, their doubts aside. */
export function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length || a.length < 2) {
    throw new RangeError(
      `Descriptors of one network are compared, numbers and a doubt each; these have ${a.length} and ${b.length} numbers`,
    );
  }
  let sum = 0;
  for (let i = 0; i < a.length - 1; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

/**
 * The distance within which two faces without doubt are at least `percent` alike. Doubts shorten it by
 * `radiusPerDoubt` times their product; less than 0 finds no face.
 */
export function radiusOf(percent: number, { intercept, slope } = OWN_FIT): number {
  return (intercept - Math.log(percent / (100 - percent))) / slope;
}

export const radiusPerDoubt = ({ doubt, slope } = OWN_FIT) => doubt / slope;

/**
 * The squared distance within which two faces of these doubts are at least `percent` alike; less than 0 where none
 * is. Lets a search compare sums of squares alone.
 */
export function squaredRadius(percent: number, doubtA: number, doubtB: number): number {
  const radius = radiusOf(percent) - radiusPerDoubt() * doubtA * doubtB;
  return radius < 0 ? -1 : radius * radius;
}
