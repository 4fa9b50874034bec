// @ts-nocheck
import { describe, expect, it } from "vitest";
import { boxFeatures, faceBox } from "../../../local/faces/box.ts";
import type { Point, Pose, Quality } from "../../../local/faces/face.ts";
import { chipTransform, MEAN_SHAPE } from "../../../local/faces/geometry/mean-shape.ts";
import { mirrored, Pyramid } from "../../../local/faces/geometry/pyramid.ts";
import {
  boxToOriginal,
  quartersOf,
  toOriginal,
  turnedBack,
} from "../../../local/faces/geometry/quarter-turn.ts";
import { apply, fitSimilarity, invert, turnedAbout } from "../../../local/faces/geometry/transform.ts";
import { estimatePose } from "../../../local/faces/pose.ts";
import {
  DESCRIPTOR_LENGTH,
  distance,
  doubtOf,
  similarity,
  squaredReach,
} from "../../../local/faces/similarity.ts";

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

  it.each([0, 0.25, 0.6])(
    "stand in the middle of it, with a padding of %s of the face all around",
    (padding) => {
      const toImage = chipTransform(upright, 150, padding);
      const corner = apply(toImage, { x: 0, y: 0 });
      const bare = apply(chipTransform(upright, 150, 0), { x: 0, y: 0 });
      expect(toImage.a * 150).toBeCloseTo(100 * (1 + 2 * padding), 6);
      expect(bare.x - corner.x).toBeCloseTo(100 * padding, 6);
      expect(bare.y - corner.y).toBeCloseTo(100 * padding, 6);
    },
  );

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
  const at = (x: number, doubt = 0): Float32Array => {
    const descriptor = new Float32Array(DESCRIPTOR_LENGTH + 1);
    descriptor[0] = x;
    descriptor[DESCRIPTOR_LENGTH] = doubt;
    return descriptor;
  };
  const DOUBTS = [0, 0.3, 0.9, 1.5];

  it("falls with distance, from 100 to 0, and is 80 at .518", () => {
    const steps = [0, 0.2, 0.4, 0.518, 0.6, 0.8, 1].map((d) => similarity(at(0), at(d)));
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    expect(steps[0]).toBeGreaterThan(99.99);
    expect(steps[3]).toBeCloseTo(80, 0);
    expect(steps.at(-1)).toBeLessThan(1);
  });

  it("is the same from either side, and falls with the doubts of both, not with that of one", () => {
    for (const a of DOUBTS) {
      for (const b of DOUBTS) {
        expect(similarity(at(0, a), at(0.5, b))).toBe(similarity(at(0.5, b), at(0, a)));
        const less = similarity(at(0, a + 0.1), at(0.5, b));
        if (b === 0) expect(less).toBeCloseTo(similarity(at(0), at(0.5)), 6);
        else expect(less).toBeLessThan(similarity(at(0, a), at(0.5, b)));
      }
    }
  });

  it("is reached at the squared distance that a search may compare with", () => {
    for (const percent of [1, 50, 80, 99]) {
      for (const doubt of DOUBTS) {
        const reach = Math.sqrt(squaredReach(percent, doubt, 1));
        expect(similarity(at(0, doubt), at(reach, 1))).toBeCloseTo(percent, 3);
      }
    }
    expect(squaredReach(100, 0, 0)).toBeLessThan(0);
  });

  it("doubts a face more, the more it is blurred or turned, to either side, without a jump", () => {
    const pose = (yaw: number): Pose => ({ roll: 0, pitch: 0, yaw });
    const quality = (sharpness: number): Quality => ({ brightness: 50, sharpness });
    const blurred = Array.from({ length: 101 }, (_, i) => doubtOf(quality(100 - i), pose(0)));
    const turned = Array.from({ length: 91 }, (_, yaw) => doubtOf(quality(60), pose(yaw)));
    for (const doubts of [blurred, turned]) {
      expect(doubts).toEqual(doubts.toSorted((a, b) => a - b));
      for (const [i, doubt] of doubts.slice(1).entries()) expect(doubt - doubts[i]!).toBeLessThan(0.05);
    }
    expect(blurred[0]).toBe(0);
    expect(doubtOf(quality(60), pose(-50))).toBe(doubtOf(quality(60), pose(50)));
  });

  it("refuses descriptors of different engines", () => {
    expect(() => distance(at(0), new Float32Array(1024))).toThrow(RangeError);
    expect(() => distance(new Float32Array(128), at(0))).toThrow(RangeError);
  });
});

describe("quarter turns", () => {
  /** 3 by 2 pixels, each with its number in red. */
  const image = {
    data: Uint8Array.from({ length: 18 }, (_, i) => (i % 3 === 0 ? i / 3 : 0)),
    width: 3,
    height: 2,
  };
  const reds = ({ data }: { data: Uint8Array }) => [...data].filter((_, i) => i % 3 === 0);

  it("turn pixels back counterclockwise", () => {
    expect(reds(turnedBack(image, 1))).toEqual([2, 5, 1, 4, 0, 3]);
    expect(reds(turnedBack(image, 2))).toEqual([5, 4, 3, 2, 1, 0]);
    expect(reds(turnedBack(image, 3))).toEqual([3, 0, 4, 1, 5, 2]);
    expect(turnedBack(image, 1)).toMatchObject({ width: 2, height: 3 });
  });

  it.each([0, 1, 2, 3] as const)(
    "carry points and boxes back to where they were, %i quarters",
    (quarters) => {
      const turned = turnedBack(image, quarters);
      reds(turned).forEach((red, i) => {
        const x = (i % turned.width) / turned.width;
        const y = Math.floor(i / turned.width) / turned.height;
        const pixel = { left: x, top: y, width: 1 / turned.width, height: 1 / turned.height };
        const box = boxToOriginal(pixel, quarters);
        expect([box.left * 3, box.top * 2].map(Math.round)).toEqual([red % 3, Math.floor(red / 3)]);
        expect(box.width).toBeCloseTo(1 / 3);
        const middle = toOriginal({ x: x + pixel.width / 2, y: y + pixel.height / 2 }, quarters);
        expect(middle.x).toBeCloseTo(box.left + box.width / 2);
        expect(middle.y).toBeCloseTo(box.top + box.height / 2);
      });
    },
  );

  it("are counted clockwise from degrees", () => {
    expect([-180, -91, -40, 0, 44, 46, 135.1, 180].map(quartersOf)).toEqual([2, 3, 0, 0, 0, 1, 2, 2]);
  });
});

function meanFace(): Point[] {
  const jaw = Array.from({ length: 17 }, (_, i) => {
    const angle = Math.PI - (i * Math.PI) / 16;
    return { x: 49 + 50 * Math.cos(angle), y: 25 + 90 * Math.sin(angle) };
  });
  return [...jaw, ...MEAN_SHAPE.map(({ x, y }) => ({ x: 100 * x, y: 100 * y }))];
}
