// @ts-nocheck
import { describe, expect, it } from "vitest";
import { area, containment, overlap, rectangleOf } from "../../core/rectangle.ts";

describe("rectangles", () => {
  const a = { left: 0, top: 0, right: 10, bottom: 10 };
  it("overlap by intersection over union", () => {
    expect(overlap(a, a)).toBe(1);
    expect(overlap(a, { left: 5, top: 0, right: 15, bottom: 10 })).toBeCloseTo(1 / 3);
    expect(overlap(a, { left: 20, top: 20, right: 30, bottom: 30 })).toBe(0);
  });

  it("contain by the smaller one's share", () => {
    expect(containment(a, { left: 2, top: 2, right: 4, bottom: 4 })).toBe(1);
    expect(area({ left: 5, top: 0, right: 3, bottom: 9 })).toBe(0);
  });

  it("have the edges of a box given by corner and size", () => {
    expect(rectangleOf({ left: 1, top: 2, width: 3, height: 5 })).toEqual({
      left: 1,
      top: 2,
      right: 4,
      bottom: 7,
    });
  });
});
