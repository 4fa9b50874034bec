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
  squaredRadius,
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

  it("turn a view about its middle by any angle", () => {
    const t = turnedAbout({ x: 100, y: 50 }, 30, 2, 10);
    const middle = apply(t, { x: 5, y: 5 });
    expect([middle.x, middle.y]).toEqual([expect.closeTo(100, 9), expect.closeTo(50, 9)]);
    const corner = apply(t, { x: 10, y: 10 });
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    expect([corner.x, corner.y]).toEqual([
      expect.closeTo(100 + 10 * (cos - sin), 9),
      expect.closeTo(50 + 10 * (sin + cos), 9),
    ]);
  });

  it("are undone by their inverse, wherever they shift to", () => {
    for (const [tx, ty] of [
      [0, 0],
      [7, 3],
      [-2, 5],
    ] as const) {
      const t = { a: 0.3, b: 1.7, tx, ty };
      const back = apply(invert(t), apply(t, { x: 3, y: 4 }));
      expect([back.x, back.y]).toEqual([expect.closeTo(3, 9), expect.closeTo(4, 9)]);
    }
  });

  it("are fitted with the least squared error where no one fits", () => {
    const to = [
      { x: 1, y: 0 },
      { x: 10, y: 2 },
      { x: 9, y: 21 },
      { x: 5, y: 6 },
    ];
    const error = (t: Parameters<typeof apply>[0]) =>
      CORNERS.reduce((sum, p, i) => {
        const q = apply(t, p);
        return sum + (q.x - to[i]!.x) ** 2 + (q.y - to[i]!.y) ** 2;
      }, 0);
    const best = fitSimilarity(CORNERS, to);
    for (const key of ["a", "b", "tx", "ty"] as const)
      for (const change of [-0.01, 0.01])
        expect(error({ ...best, [key]: best[key] + change })).toBeGreaterThan(error(best));
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

  /** A picture of noise, and what bilinear reading of it gives where everything outside is black. */
  const noise = (width: number, height: number) => {
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * i * 7919 + i * 31) % 251);
    const at = (x: number, y: number, c: number) =>
      x < 0 || y < 0 || x >= width || y >= height ? 0 : data[3 * (y * width + x) + c]!;
    const between = (x: number, y: number, c: number) => {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - left, y - top];
      return (
        (1 - fy) * ((1 - fx) * at(left, top, c) + fx * at(left + 1, top, c)) +
        fy * ((1 - fx) * at(left, top + 1, c) + fx * at(left + 1, top + 1, c))
      );
    };
    return { pyramid: new Pyramid({ data, width, height }), between };
  };

  it.each([
    ["upright", { a: 1, b: 0, tx: -0.75, ty: -0.25 }],
    ["larger", { a: 0.5, b: 0, tx: 3.2, ty: 2.1 }],
    ["turned, over all edges", { a: 0.8, b: 0.6, tx: 1.3, ty: -4.4 }],
    ["turned back", { a: 0.6, b: -0.8, tx: -3.1, ty: 5.7 }],
    ["upside down", { a: -1, b: 0, tx: 8.5, ty: 6.25 }],
  ])("are interpolated in both directions, and fade into the black outside (%s)", (_, toImage) => {
    const { pyramid, between } = noise(7, 5);
    const [width, height] = [10, 9];
    const chip = pyramid.chip(toImage, width, height);
    expect(chip).toHaveLength(3 * width * height);
    for (let c = 0; c < 3; c++)
      for (let v = 0; v < height; v++)
        for (let u = 0; u < width; u++) {
          const { x, y } = apply(toImage, { x: u + 0.5, y: v + 0.5 });
          const read = chip[c * width * height + v * width + u];
          expect(read, `${c} ${u} ${v}`).toBeCloseTo(between(x - 0.5, y - 0.5, c), 3);
        }
  });

  it("are read from the smallest level that has a pixel for each of theirs, and from no level below 2 pixels", () => {
    const scales = (width: number, height: number, steps: number[]) =>
      steps.map((step) => noise(width, height).pyramid.level(step).scale);
    expect(scales(16, 16, [0.5, 1, 1.99, 2, 3.99, 4, 8, 100])).toEqual([
      1, 1, 1, 0.5, 0.5, 0.25, 0.125, 0.125,
    ]);
    expect(scales(16, 5, [100])).toEqual([0.5]);
    expect(scales(7, 16, [100])).toEqual([1 / 2]);
    const { pyramid } = noise(16, 16);
    expect(pyramid.level(4).pixels).toBe(pyramid.level(4).pixels);
    expect(pyramid.level(2).pixels).toMatchObject({ width: 8, height: 8 });
    expect(pyramid.image).toMatchObject({ width: 16, height: 16 });
  });

  it("are read from halves at the same place as from the picture itself", () => {
    const chip = ramp(64).chip({ a: 2, b: 0, tx: 10, ty: 20 }, 2);
    expect([...chip]).toEqual(
      [11, 13, 11, 13, 21, 21, 23, 23, 7, 7, 7, 7].map((value) => expect.closeTo(value, 0)),
    );
  });

  it("are halved by the rounded mean of four pixels, each colour by itself", () => {
    const data = Uint8Array.from([
      10,
      0,
      1,
      20,
      0,
      2,
      99,
      9,
      9,
      30,
      0,
      3,
      42,
      0,
      4,
      99,
      9,
      9,
      ...new Array(18).fill(8),
    ]);
    const half = new Pyramid({ data: Uint8Array.from([...data, ...data]), width: 3, height: 8 });
    // Three columns give one, which is too few to go on with.
    expect(half.level(2)).toMatchObject({ scale: 1 });
    const wide = Uint8Array.from({ length: 3 * 4 * 4 }, (_, i) => (i * 37) % 256);
    const { pixels } = new Pyramid({ data: wide, width: 4, height: 4 }).level(2);
    const mean = (x: number, y: number, c: number) =>
      Math.floor(
        ([0, 1]
          .flatMap((dy) => [0, 1].map((dx) => wide[3 * ((y + dy) * 4 + x + dx) + c]!))
          .reduce((a, b) => a + b) +
          2) /
          4,
      );
    expect([...pixels.data]).toEqual(
      [0, 2].flatMap((y) => [0, 2].flatMap((x) => [0, 1, 2].map((c) => mean(x, y, c)))),
    );
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
        const radius = Math.sqrt(squaredRadius(percent, doubt, 1));
        expect(similarity(at(0, doubt), at(radius, 1))).toBeCloseTo(percent, 3);
      }
    }
    expect(squaredRadius(100, 0, 0)).toBeLessThan(0);
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
