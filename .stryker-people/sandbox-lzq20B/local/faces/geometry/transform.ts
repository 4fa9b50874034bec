// @ts-nocheck
import type { Point } from "../face.ts";

/** A rotation, uniform scale and shift: x' = a x - b y + tx, y' = b x + a y + ty. */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

export function apply({ a, b, tx, ty }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

export function invert({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  const [ia, ib] = [a / square, -b / square];
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/** Carries a square view of `side` pixels to the image: `step` of its pixels each, turned clockwise by degrees. */
export function turnedAbout(
  center: { x: number; y: number },
  angle: number,
  step: number,
  side: number,
): Similarity {
  const radians = (angle * Math.PI) / 180;
  const [a, b] = [step * Math.cos(radians), step * Math.sin(radians)];
  const half = side / 2;
  return { a, b, tx: center.x - (a * half - b * half), ty: center.y - (b * half + a * half) };
}

/**
 * The similarity that carries `from` onto `to` with the least squared error, reflections excluded: the
 * two-dimensional case of Umeyama's method (1991), in closed form.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const [f, t] = [mean(from), mean(to)];
  let [dot, cross, square] = [0, 0, 0];
  from.forEach((p, i) => {
    const q = to[i]!;
    const [px, py, qx, qy] = [p.x - f.x, p.y - f.y, q.x - t.x, q.y - t.y];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    square += px * px + py * py;
  });
  const [a, b] = [dot / square, cross / square];
  return { a, b, tx: t.x - (a * f.x - b * f.y), ty: t.y - (b * f.x + a * f.y) };
}

export function mean(points: readonly Point[]): Point {
  let [x, y] = [0, 0];
  for (const p of points) {
    x += p.x;
    y += p.y;
  }
  return { x: x / points.length, y: y / points.length };
}
