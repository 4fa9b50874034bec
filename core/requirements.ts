import type { FaceDetail } from "@aws-sdk/client-rekognition";

/** What a face must have to be worth a place in the collection. */
export interface Requirements {
  /** Lowest `AgeRange.Low`, years. */
  minAge: number;
  /** Lowest `Quality.Brightness`, 0 to 100. */
  minBrightness: number;
  /** Lowest `Quality.Sharpness`, 0 to 100. */
  minSharpness: number;
}

export const DEFAULT_REQUIREMENTS: Requirements = { minAge: 10, minBrightness: 40, minSharpness: 40 };

/** Identifies the rules, so that photos rejected under others are judged again. */
export function rulesVersion({ minAge, minBrightness, minSharpness }: Requirements): string {
  return `1:age>=${minAge},brightness>=${minBrightness},sharpness>=${minSharpness}`;
}

/** The rules that {@link rulesVersion} gave this name; undefined for a name that it cannot have given. */
export function requirementsOf(version: string): Requirements | undefined {
  const [, ...numbers] = /^1:age>=([\d.]+),brightness>=([\d.]+),sharpness>=([\d.]+)$/.exec(version) ?? [];
  const [minAge, minBrightness, minSharpness] = numbers.map(Number);
  if (minAge === undefined || minBrightness === undefined || minSharpness === undefined) return undefined;
  return { minAge, minBrightness, minSharpness };
}

export type Shortcoming = "too young" | "too dark" | "too blurred";

/** What the face lacks, empty if it meets the requirements. A value that was not measured does not meet any. */
export function shortcomings(face: FaceDetail, requirements: Requirements): Shortcoming[] {
  const { minAge, minBrightness, minSharpness } = requirements;
  const atLeast = (value: number | undefined, minimum: number) => value !== undefined && value >= minimum;
  const found: Shortcoming[] = [];
  if (!atLeast(face.AgeRange?.Low, minAge)) found.push("too young");
  if (!atLeast(face.Quality?.Brightness, minBrightness)) found.push("too dark");
  if (!atLeast(face.Quality?.Sharpness, minSharpness)) found.push("too blurred");
  return found;
}

export function meetsRequirements(face: FaceDetail, requirements: Requirements): boolean {
  return shortcomings(face, requirements).length === 0;
}
