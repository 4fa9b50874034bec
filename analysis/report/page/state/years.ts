import type { ListedFace } from "./filters.ts";

export interface Year {
  year: string;
  /** Most telling first: the sharpest face stands for the year. */
  faces: ListedFace[];
}

/** Faces by the year in which they were taken, earliest first; those whose photo has no date are in none. */
export function byYear(listed: readonly ListedFace[]): Year[] {
  const years = new Map<string, ListedFace[]>();
  for (const face of listed) {
    if (face.taken === undefined) continue;
    const year = face.taken.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), face]);
  }
  const sharpness = ({ face }: ListedFace) => face.sharpness ?? 0;
  return [...years]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([year, faces]) => ({ year, faces: faces.sort((a, b) => sharpness(b) - sharpness(a)) }));
}

/** `12 photos have no date`; undefined where all have one. */
export function withoutDate(listed: readonly ListedFace[]): string | undefined {
  const photos = new Set(listed.flatMap(({ face, taken }) => (taken === undefined ? face.photo : [])));
  if (photos.size === 0) return undefined;
  return photos.size === 1
    ? "1 photo has no date"
    : `${photos.size.toLocaleString("en")} photos have no date`;
}
