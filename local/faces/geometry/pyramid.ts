import type { Pixels } from "../decode.ts";
import type { Similarity } from "./transform.ts";

/**
 * An image at full, half, quarter size and so on, each made when first needed. A chip that is much smaller than its
 * place in the image is read from the level of about its size, which avoids aliasing.
 */
export class Pyramid {
  readonly #levels: Pixels[];

  constructor(image: Pixels) {
    this.#levels = [image];
  }

  get image(): Pixels {
    return this.#levels[0]!;
  }

  /** The smallest level that still shows at least one pixel per `step` pixels of the image. */
  level(step: number): { pixels: Pixels; scale: number } {
    let index = 0;
    while (2 ** (index + 1) <= step) {
      const next = this.#levels[index + 1] ?? half(this.#levels[index]!);
      if (next.width < 2 || next.height < 2) break;
      this.#levels[++index] = next;
    }
    const pixels = this.#levels[index]!;
    return { pixels, scale: 2 ** -index };
  }

  /**
   * Reads a chip as planes of red, green and blue (0..255), interpolated bilinearly; what lies outside the image
   * is black. `toImage` carries chip coordinates to those of the image, both with pixel centres at .5.
   */
  chip(toImage: Similarity, width: number, height = width): Float32Array {
    const { pixels, scale } = this.level(Math.hypot(toImage.a, toImage.b));
    const [a, b] = [toImage.a * scale, toImage.b * scale];
    const area = width * height;
    const planes = new Float32Array(3 * area);
    for (let v = 0; v < height; v++) {
      let x = a * 0.5 - b * (v + 0.5) + toImage.tx * scale - 0.5;
      let y = b * 0.5 + a * (v + 0.5) + toImage.ty * scale - 0.5;
      for (let u = 0; u < width; u++, x += a, y += b) interpolate(pixels, x, y, planes, v * width + u, area);
    }
    return planes;
  }
}

function interpolate(
  { data, width, height }: Pixels,
  x: number,
  y: number,
  planes: Float32Array,
  target: number,
  area: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < -1 || top < -1 || left >= width || top >= height) return;
  const [fx, fy] = [x - left, y - top];
  // Weights of the four neighbours; one outside the image has none, which makes it black.
  const w00 = left >= 0 && top >= 0 ? (1 - fx) * (1 - fy) : 0;
  const w10 = left + 1 < width && top >= 0 ? fx * (1 - fy) : 0;
  const w01 = left >= 0 && top + 1 < height ? (1 - fx) * fy : 0;
  const w11 = left + 1 < width && top + 1 < height ? fx * fy : 0;
  const at = 3 * (top * width + left);
  const below = at + 3 * width;
  for (let c = 0; c < 3; c++) {
    let value = 0;
    if (w00 > 0) value += w00 * data[at + c]!;
    if (w10 > 0) value += w10 * data[at + 3 + c]!;
    if (w01 > 0) value += w01 * data[below + c]!;
    if (w11 > 0) value += w11 * data[below + 3 + c]!;
    planes[c * area + target] = value;
  }
}

function half({ data, width, height }: Pixels): Pixels {
  const [w, h] = [width >> 1, height >> 1];
  const result = new Uint8Array(3 * w * h);
  const row = 3 * width;
  for (let y = 0, target = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * row + 6 * x;
      for (let c = 0; c < 3; c++, target++) {
        const i = at + c;
        result[target] = (data[i]! + data[i + 3]! + data[i + row]! + data[i + row + 3]! + 2) >> 2;
      }
    }
  }
  return { data: result, width: w, height: h };
}

/** The chip's mirror image. */
export function mirrored(planes: Float32Array, side: number): Float32Array {
  const result = new Float32Array(planes.length);
  for (let row = 0; row < planes.length; row += side) {
    for (let u = 0; u < side; u++) result[row + u] = planes[row + side - 1 - u]!;
  }
  return result;
}
