import { counted } from "../../core/counted.ts";
import type { FaceGraph } from "./face-graph.ts";
import { groupBy } from "./group-by.ts";
import type { Difference, Snapshot } from "./snapshot.ts";

/** Photos on which faces of two people became one person's. The grouping never does that; a decision may. */
export function photosTogether({ faces }: FaceGraph, before: Snapshot, { people }: Difference): string[] {
  return people.flatMap(({ after }) =>
    [...groupBy(after?.places ?? [], (place) => faces[place]!.photo)].flatMap(([photo, ofPhoto]) => {
      const [first] = ofPhoto;
      const isNew = ofPhoto.some((place) => before.home[place] !== before.home[first!]);
      return isNew ? [photo] : [];
    }),
  );
}

/** `they are together on 6 photos (a.jpg, b.jpg, …)` */
export function togetherInWords(photos: string[]): string {
  const more = photos.length > 2 ? ", …" : "";
  return `they are together on ${counted(photos.length, "photo")} (${photos.slice(0, 2).join(", ")}${more})`;
}
