// @ts-nocheck
import type { Subject } from "./filters.ts";

export interface Year {
  year: string;
  /** Most telling first: the sharpest face stands for the year. */
  faces: Subject[];
}

/** Faces by the year in which they were taken, earliest first; those whose photo has no date are in none. */
export function byYear(subjects: readonly Subject[]): Year[] {
  const years = new Map<string, Subject[]>();
  for (const subject of subjects) {
    if (subject.taken === undefined) continue;
    const year = subject.taken.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), subject]);
  }
  const sharpness = ({ face }: Subject) => face.sharpness ?? 0;
  return [...years]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([year, faces]) => ({ year, faces: faces.sort((a, b) => sharpness(b) - sharpness(a)) }));
}

/** `12 photos have no date`; undefined where all have one. */
export function withoutDate(subjects: readonly Subject[]): string | undefined {
  const photos = new Set(subjects.flatMap(({ face, taken }) => (taken === undefined ? face.photo : [])));
  if (photos.size === 0) return undefined;
  return photos.size === 1
    ? "1 photo has no date"
    : `${photos.size.toLocaleString("en")} photos have no date`;
}
