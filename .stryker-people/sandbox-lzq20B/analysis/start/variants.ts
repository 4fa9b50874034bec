// @ts-nocheck
import { counted } from "../../core/counted.ts";
import { printable } from "../terminal/printable.ts";

/** Photos that are one picture: resized, recompressed or retouched. */
export interface Variants {
  /** The one with the shortest name, which copies are often named after; of several the first. */
  photo: string;
  others: string[];
}

/** What is a variant of a variant is one of the picture. */
export function variantsOf(pairs: readonly { photo: string; other_photo: string }[]): Variants[] {
  const first = new Map<string, string>();
  const find = (photo: string): string => {
    const before = first.get(photo) ?? photo;
    if (before === photo) return photo;
    const found = find(before);
    first.set(photo, found);
    return found;
  };
  for (const { photo, other_photo } of pairs) {
    const [one, other] = [find(photo), find(other_photo)].sort(byName);
    if (one !== other) first.set(other!, one!);
  }
  const groups = new Map<string, Set<string>>();
  for (const photo of pairs.flatMap(({ photo, other_photo }) => [photo, other_photo])) {
    const picture = find(photo);
    if (photo !== picture) groups.set(picture, (groups.get(picture) ?? new Set()).add(photo));
  }
  return [...groups].map(([photo, others]) => ({ photo, others: [...others].sort(byName) }));
}

const byName = (a: string, b: string) => a.length - b.length || (a < b ? -1 : Number(a > b));

/** More pictures with variants than these are counted. */
const LISTED = 6;
/** Of each picture, so many variants are named. */
const NAMED = 3;

/** `  a.jpg  =  a-small.jpg, a-gray.jpg`, the picture with most variants first */
export function variantLines(variants: Variants[]): string[] {
  const most = [...variants].sort((a, b) => b.others.length - a.others.length || byName(a.photo, b.photo));
  const lines = most.slice(0, LISTED).map(({ photo, others }) => {
    const named = others.slice(0, NAMED).map(printable).join(", ");
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : "";
    return `  ${printable(photo)}  =  ${named}${more}`;
  });
  if (most.length > LISTED) lines.push(`  and ${counted(most.length - LISTED, "picture")} more`);
  return lines;
}
