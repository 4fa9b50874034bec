// @ts-nocheck
import { expect, it } from "vitest";
import { cropBox } from "../../core/crop-box.ts";

const image = { width: 200, height: 100 };

it("gives whole pixels, rounded at both ends", () => {
  const box = { Left: 0.1024, Top: 0.206, Width: 0.3, Height: 0.4 };
  expect(cropBox(box, image)).toEqual({ left: 20, top: 21, width: 60, height: 40 });
});

it("stays inside the image", () => {
  const box = { Left: -0.1, Top: -0.2, Width: 0.6, Height: 2 };
  expect(cropBox(box, image)).toEqual({ left: 0, top: 0, width: 100, height: 100 });
  const beyond = { Left: 0.9, Top: 0.9, Width: 0.5, Height: 0.5 };
  expect(cropBox(beyond, image)).toEqual({ left: 180, top: 90, width: 20, height: 10 });
});

it("has at least one pixel, the last one where it begins behind the image", () => {
  expect(cropBox({ Left: 0.5, Top: 0.5, Width: 0.0001, Height: 0.0001 }, image)).toEqual({
    left: 100,
    top: 50,
    width: 1,
    height: 1,
  });
  expect(cropBox({ Left: 1.5, Top: 1.5, Width: 0.1, Height: 0.1 }, image)).toEqual({
    left: 199,
    top: 99,
    width: 1,
    height: 1,
  });
  expect(cropBox({}, image)).toEqual({ left: 0, top: 0, width: 1, height: 1 });
});
