import { describe, expect, it } from "vitest";
import { boxFeatures, faceBox } from "../../../local/faces/box.ts";
import type { Point } from "../../../local/faces/face.ts";
import { chipTransform, MEAN_SHAPE } from "../../../local/faces/geometry/mean-shape.ts";
import { mirrored, Pyramid } from "../../../local/faces/geometry/pyramid.ts";
import { apply, fitSimilarity, invert, turnedAbout } from "../../../local/faces/geometry/transform.ts";
import { estimatePose } from "../../../local/faces/pose.ts";
import { distance, similarity } from "../../../local/faces/similarity.ts";

const CORNERS: Point[] = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 20 },
  { x: 3, y: 7 },
];

describe("similarity transforms", () => {
  it("are recovered from the points they moved", () => {
    const moved = { a: 1.2, b: -0.7, tx: 5, ty: -3 };
    const fitted = fitSimilarity(
      CORNERS,
      CORNERS.map((p) => apply(moved, p)),
    );
    for (const key of ["a", "b", "tx", "ty"] as const) expect(fitted[key]).toBeCloseTo(moved[key], 9);
  });

  it("are undone by their inverse", () => {
    const t = { a: 0.5, b: 2, tx: 7, ty: 1 };
    const back = apply(invert(t), apply(t, { x: 3, y: 4 }));
    expect(back.x).toBeCloseTo(3, 9);
    expect(back.y).toBeCloseTo(4, 9);
  });

  it("turn a view clockwise about its middle", () => {
    const t = turnedAbout({ x: 100, y: 50 }, 90, 2, 10);
    expect(apply(t, { x: 5, y: 5 })).toEqual({ x: 100, y: 50 });
    const right = apply(t, { x: 10, y: 5 });
    expect([right.x, right.y].map(Math.round)).toEqual([100, 60]);
  });
});

describe("chips", () => {
  /** Red grows to the right by one a pixel, green downwards, blue is 7. */
  const ramp = (side: number): Pyramid => {
    const data = new Uint8Array(3 * side * side);
    for (let i = 0; i < side * side; i++) data.set([i % side, Math.floor(i / side), 7], 3 * i);
    return new Pyramid({ data, width: side, height: side });
  };

  it("are read at the place asked for, between pixels too", () => {
    const chip = ramp(64).chip({ a: 1, b: 0, tx: 10.5, ty: 20 }, 2);
    expect([...chip]).toEqual([10.5, 11.5, 10.5, 11.5, 20, 20, 21, 21, 7, 7, 7, 7]);
  });

  it("are black outside the image", () => {
    expect([...ramp(4).chip({ a: 1, b: 0, tx: -10, ty: -10 }, 2)]).toEqual(new Array(12).fill(0));
  });

  it("average what they shrink", () => {
    const data = new Uint8Array(3 * 64 * 64).map((_, i) => (Math.floor(i / 3) % 2 ? 255 : 0));
    const chip = new Pyramid({ data, width: 64, height: 64 }).chip({ a: 8, b: 0, tx: 0, ty: 0 }, 8);
    for (const value of chip) expect(Math.abs(value - 128)).toBeLessThan(2);
  });

  it("are mirrored left to right, each colour by itself", () => {
    const chip = ramp(16).chip({ a: 1, b: 0, tx: 0, ty: 0 }, 2);
    expect([...mirrored(chip, 2)]).toEqual([1, 0, 1, 0, 0, 0, 1, 1, 7, 7, 7, 7]);
  });
});

describe("landmarks of the mean face", () => {
  /** The mean shape itself as a face: jaw points, which it lacks, on an arc below the eyes. */
  const upright = meanFace();

  it("stand upright in their chip", () => {
    const toImage = chipTransform(upright, 150, 0.25);
    expect(toImage.b).toBeCloseTo(0, 6);
    expect(toImage.a).toBeCloseTo((100 * 1.5) / 150, 6);
  });

  it("have the roll they are turned by", () => {
    const turned = upright.map((p) => apply(turnedAbout({ x: 50, y: 50 }, 25, 1, 100), p));
    expect(estimatePose(upright).roll).toBeCloseTo(0, 0);
    expect(estimatePose(turned).roll).toBeCloseTo(25, 0);
  });

  it("look the other way in a mirror", () => {
    const left = upright.map((p, i) => (i === 30 ? { ...p, x: p.x - 6 } : p));
    const right = upright.map((p, i) => (i === 30 ? { ...p, x: p.x + 6 } : p));
    expect(estimatePose(right).yaw).toBeGreaterThan(5);
    expect(estimatePose(left).yaw).toBeLessThan(-5);
  });

  it("carry a box that moves and grows with the face", () => {
    const detected = { left: 0, top: 0, right: 100, bottom: 110 };
    const box = faceBox(detected, upright);
    const grow = { a: 3, b: 0, tx: 40, ty: 7 };
    const scaled = faceBox(
      { left: 40, top: 7, right: 340, bottom: 337 },
      upright.map((p) => apply(grow, p)),
    );
    expect(scaled.left).toBeCloseTo(3 * box.left + 40, 6);
    expect(scaled.bottom).toBeCloseTo(3 * box.bottom + 7, 6);
    expect(boxFeatures(detected, upright).size).toBeGreaterThan(90);
  });
});

describe("similarity", () => {
  it("falls with distance, from 100 to 0, and is 80 at .579", () => {
    const at = (d: number): number => similarity(new Float32Array([0, 0]), new Float32Array([d, 0]));
    expect(at(0)).toBeGreaterThan(99.99);
    expect(at(0.579)).toBeCloseTo(80, 0);
    expect(at(1)).toBeLessThan(1);
  });

  it("refuses descriptors of different engines", () => {
    expect(() => distance(new Float32Array(128), new Float32Array(1024))).toThrow(RangeError);
  });
});

function meanFace(): Point[] {
  const jaw = Array.from({ length: 17 }, (_, i) => {
    const angle = Math.PI - (i * Math.PI) / 16;
    return { x: 49 + 50 * Math.cos(angle), y: 25 + 90 * Math.sin(angle) };
  });
  return [...jaw, ...MEAN_SHAPE.map(({ x, y }) => ({ x: 100 * x, y: 100 * y }))];
}
