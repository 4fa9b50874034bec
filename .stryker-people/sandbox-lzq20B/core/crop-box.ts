// @ts-nocheck
import type { BoundingBox } from "@aws-sdk/client-rekognition";

/** Pixels, as sharp's `extract` takes them. */
export interface CropBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A box in ratios of the image as whole pixels inside it, at least one; boxes may reach beyond the image. */
export function cropBox(box: BoundingBox, image: { width: number; height: number }): CropBox {
  const [left, width] = interval(box.Left ?? 0, box.Width ?? 0, image.width);
  const [top, height] = interval(box.Top ?? 0, box.Height ?? 0, image.height);
  return { left, top, width, height };
}

function interval(start: number, length: number, size: number): [from: number, length: number] {
  const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const from = clamp(Math.round(start * size), 0, size - 1);
  const to = clamp(Math.round((start + length) * size), from + 1, size);
  return [from, to - from];
}
