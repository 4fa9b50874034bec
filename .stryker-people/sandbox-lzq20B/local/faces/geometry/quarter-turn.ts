// @ts-nocheck
import type { Pixels } from "../decode.ts";
import type { Box, Point } from "../face.ts";

/** How many quarters clockwise something is turned. */
export type Quarters = 0 | 1 | 2 | 3;

/** The nearest number of quarters to degrees clockwise. */
export function quartersOf(degrees: number): Quarters {
  return (((Math.round(degrees / 90) % 4) + 4) % 4) as Quarters;
}

/** The image turned back by quarters, counterclockwise: what was turned clockwise by as many stands upright. */
export function turnedBack({ data, width, height }: Pixels, quarters: Quarters): Pixels {
  if (quarters === 0) return { data, width, height };
  const [w, h] = quarters === 2 ? [width, height] : [height, width];
  const turned = new Uint8Array(data.length);
  for (let y = 0, target = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [fromX, fromY] = SOURCE[quarters](x, y, w, h);
      const source = 3 * (fromY * width + fromX);
      turned[target++] = data[source]!;
      turned[target++] = data[source + 1]!;
      turned[target++] = data[source + 2]!;
    }
  }
  return { data: turned, width: w, height: h };
}

/** Where the turned image's pixel was before, by the turned image's size. */
const SOURCE: Record<
  Exclude<Quarters, 0>,
  (x: number, y: number, w: number, h: number) => [number, number]
> = {
  1: (x, y, _, h) => [h - 1 - y, x],
  2: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  3: (x, y, w) => [y, w - 1 - x],
};

/** Carries a point of the turned image, in ratios of its size, to the image as it was. */
export function toOriginal({ x, y }: Point, quarters: Quarters): Point {
  return [
    { x, y },
    { x: 1 - y, y: x },
    { x: 1 - x, y: 1 - y },
    { x: y, y: 1 - x },
  ][quarters]!;
}

/** The same for a box. */
export function boxToOriginal({ left, top, width, height }: Box, quarters: Quarters): Box {
  const [a, b] = [
    toOriginal({ x: left, y: top }, quarters),
    toOriginal({ x: left + width, y: top + height }, quarters),
  ];
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(b.x - a.x),
    height: Math.abs(b.y - a.y),
  };
}
