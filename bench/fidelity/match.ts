import type { Box } from "../../local/faces/face.ts";

/** Two boxes that overlap more than this stand for one face. */
export const SAME_FACE_IOU = 0.3;

export function iou(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

export interface Match {
  expected: number;
  found: number;
  iou: number;
}

/** Pairs expected and found boxes, best overlap first, each at most once. */
export function matchBoxes(expected: readonly Box[], found: readonly Box[]): Match[] {
  const pairs = expected.flatMap((e, i) => found.map((f, j) => ({ expected: i, found: j, iou: iou(e, f) })));
  const matches: Match[] = [];
  for (const pair of pairs.filter((p) => p.iou > SAME_FACE_IOU).sort((a, b) => b.iou - a.iou)) {
    if (matches.every((m) => m.expected !== pair.expected && m.found !== pair.found)) matches.push(pair);
  }
  return matches;
}
