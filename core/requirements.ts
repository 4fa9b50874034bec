import type { FaceDetail } from "@aws-sdk/client-rekognition";

/** Years; the highest age that can be asked for. */
export const OLDEST_AGE = 120;

/** The requirements that a face must meet to be kept in the collection. */
export interface Requirements {
  /** Lowest `AgeRange.Low`, years. */
  minAge: number;
  /** Lowest `Quality.Brightness`, 0 to 100. */
  minBrightness: number;
  /** Lowest `Quality.Sharpness`, 0 to 100. */
  minSharpness: number;
  /** Lowest `Confidence` that it is a face, 0 to 100. */
  minConfidence: number;
  /** Shorter side of the face's box, pixels of the photo; 0 asks for none. */
  minFace: number;
}

/**
 * Of the recorded and labelled photos no face of 10 years or more whose descriptor can be trusted has a confidence
 * between 76 and 95, and Rekognition's own have 93 and more. Small faces are kept: they are missed more often, but taken
 * for somebody else's no more often than large ones (bench/RESULTS.md, small faces).
 */
export const DEFAULT_REQUIREMENTS: Requirements = {
  minAge: 10,
  minBrightness: 40,
  minSharpness: 40,
  minConfidence: 80,
  minFace: 0,
};

/** The first system's requirements; results that name no rules come from it. */
export const FIRST_REQUIREMENTS: Requirements = { ...DEFAULT_REQUIREMENTS, minConfidence: 0, minFace: 0 };

/** Identifies the rules, so that photos rejected under others are judged again. */
export function rulesVersion(requirements: Requirements): string {
  const { minAge, minBrightness, minSharpness, minConfidence, minFace } = requirements;
  return (
    `2:age>=${minAge},brightness>=${minBrightness},sharpness>=${minSharpness},` +
    `confidence>=${minConfidence},face>=${minFace}`
  );
}

const NUMBER = "([\\d.]+)";
const VERSIONS = [
  new RegExp(
    `^2:age>=${NUMBER},brightness>=${NUMBER},sharpness>=${NUMBER},confidence>=${NUMBER},face>=${NUMBER}$`,
  ),
  // Earlier versions had no confidence and size.
  new RegExp(`^1:age>=${NUMBER},brightness>=${NUMBER},sharpness>=${NUMBER}$`),
];

/** The requirements of a version that {@link rulesVersion} made; undefined for any other text. */
export function requirementsOf(version: string): Requirements | undefined {
  for (const pattern of VERSIONS) {
    const found = pattern.exec(version);
    if (!found) continue;
    const [minAge = 0, minBrightness = 0, minSharpness = 0, minConfidence = 0, minFace = 0] = found
      .slice(1)
      .map(Number);
    return { minAge, minBrightness, minSharpness, minConfidence, minFace };
  }
  return undefined;
}

export type Shortcoming = "too young" | "too dark" | "too blurred" | "too uncertain" | "too small";

/** The size that an item or record says; undefined where it does not. */
export const sizeOf = (width: number | undefined, height: number | undefined): PhotoSize | undefined =>
  width === undefined || height === undefined ? undefined : { width, height };

/** Pixels of the upright photo. */
export interface PhotoSize {
  width: number;
  height: number;
}

/** The shorter side of a face's box in pixels; undefined where box or photo size are not known. */
export function faceSide(
  { BoundingBox: { Width, Height } = {} }: Pick<FaceDetail, "BoundingBox">,
  size: PhotoSize | undefined,
): number | undefined {
  if (!size || Width === undefined || Height === undefined) return undefined;
  return Math.min(Width * size.width, Height * size.height);
}

/** What the face lacks, empty if it meets the requirements. A value that was not measured does not meet any. */
export function shortcomings(
  face: FaceDetail,
  requirements: Requirements,
  size: PhotoSize | undefined,
): Shortcoming[] {
  const { minAge, minBrightness, minSharpness, minConfidence, minFace } = requirements;
  const lacks: Record<Shortcoming, boolean> = {
    "too young": isBelow(face.AgeRange?.Low, minAge),
    "too dark": isBelow(face.Quality?.Brightness, minBrightness),
    "too blurred": isBelow(face.Quality?.Sharpness, minSharpness),
    // Not required means that it may be unknown: photos of other systems do not say how large they are.
    "too uncertain": minConfidence > 0 && isBelow(face.Confidence, minConfidence),
    "too small": minFace > 0 && isBelow(faceSide(face, size), minFace),
  };
  return (Object.keys(lacks) as Shortcoming[]).filter((name) => lacks[name]);
}

const isBelow = (value: number | undefined, minimum: number) => value === undefined || value < minimum;

export function meetsRequirements(
  face: FaceDetail,
  requirements: Requirements,
  size: PhotoSize | undefined,
): boolean {
  return shortcomings(face, requirements, size).length === 0;
}
