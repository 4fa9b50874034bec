import { SAME_FACE_OVERLAP_ACROSS_DETECTORS } from "../../core/box.ts";
import { overlap, rectangleOf } from "../../core/rectangle.ts";
import type { Box } from "../../local/faces/face.ts";

export const iou = (a: Box, b: Box) => overlap(rectangleOf(a), rectangleOf(b));

export interface Match {
  expected: number;
  found: number;
  iou: number;
}

/** Pairs expected and found boxes, best overlap first, each at most once. */
export function matchBoxes(expected: readonly Box[], found: readonly Box[]): Match[] {
  const pairs = expected.flatMap((e, i) => found.map((f, j) => ({ expected: i, found: j, iou: iou(e, f) })));
  const matches: Match[] = [];
  for (const pair of pairs
    .filter((p) => p.iou >= SAME_FACE_OVERLAP_ACROSS_DETECTORS)
    .sort((a, b) => b.iou - a.iou)) {
    if (matches.every((m) => m.expected !== pair.expected && m.found !== pair.found)) matches.push(pair);
  }
  return matches;
}
