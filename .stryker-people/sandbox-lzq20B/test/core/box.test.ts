// @ts-nocheck
import { describe, expect, it } from "vitest";
import { boxOverlap, isSameBox } from "../../core/box.ts";

const box = { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 };
const SIDES = ["Left", "Top", "Width", "Height"] as const;

describe("boxOverlap", () => {
  it("is the share of the common area in both together", () => {
    expect(boxOverlap(box, { ...box, Left: 0.25 })).toBeCloseTo(1 / 3, 12);
    expect(boxOverlap(box, { ...box, Top: 0.4 })).toBeCloseTo(1 / 3, 12);
  });

  it("is 1 for one box, even without area, and 0 for two that only touch", () => {
    expect(boxOverlap(box, { ...box })).toBe(1);
    expect(boxOverlap({ ...box, Width: 0 }, { ...box, Width: 0 })).toBe(1);
    expect(boxOverlap({ ...box, Left: 0.5 }, { ...box, Left: 0.8 })).toBe(0);
  });

  it.each(SIDES)("is 0 where %s is not known", (side) => {
    const { [side]: _, ...partial } = box;
    expect(boxOverlap(partial, partial)).toBe(0);
    expect(boxOverlap(box, partial)).toBe(0);
    expect(boxOverlap(undefined, box)).toBe(0);
  });
});

describe("isSameBox", () => {
  it.each(SIDES)("lets %s differ by less than a thousandth of the image, either way", (side) => {
    expect(isSameBox(box, { ...box, [side]: box[side] + 0.00099 })).toBe(true);
    expect(isSameBox(box, { ...box, [side]: box[side] - 0.00099 })).toBe(true);
    expect(isSameBox(box, { ...box, [side]: box[side] + 0.00101 })).toBe(false);
    expect(isSameBox(box, { ...box, [side]: box[side] - 0.00101 })).toBe(false);
  });

  it.each(SIDES)("is not said of boxes whose %s is not known", (side) => {
    const { [side]: _, ...partial } = box;
    expect(isSameBox(partial, partial)).toBe(false);
    expect(isSameBox(box, partial)).toBe(false);
    expect(isSameBox(partial, box)).toBe(false);
    expect(isSameBox(undefined, undefined)).toBe(false);
  });
});
