import type { Pixels } from "./decode.ts";
import type { Quality } from "./face.ts";
import type { Pyramid } from "./geometry/pyramid.ts";
import type { Rectangle } from "./geometry/rectangle.ts";

/** Side of the square that brightness and sharpness are read from, in sides of the face's box. */
const SQUARE = 1.18;
/** Its side in pixels when sharpness is read. */
const SHARPNESS_SIDE = 128;

/**
 * Both on the scale of Amazon Rekognition's Quality, fitted on its answers for the recorded photos: brightness is
 * a logistic curve of mean luma, sharpness one of the variance of the Laplacian.
 */
export function measureQuality(image: Pyramid, box: Rectangle): Quality {
  const side = SQUARE * Math.max(box.right - box.left, box.bottom - box.top);
  const left = (box.left + box.right - side) / 2;
  const top = (box.top + box.bottom - side) / 2;
  const square = { left, top, right: left + side, bottom: top + side };
  const luma = meanLuma(image.image, square);
  const chip = image.chip({ a: side / SHARPNESS_SIDE, b: 0, tx: left, ty: top }, SHARPNESS_SIDE);
  const level = Math.round(-4.2 + 3.851 * Math.log(Math.max(laplacianVariance(chip, SHARPNESS_SIDE), 1e-3)));
  return {
    brightness: 100 * logistic(-2.4372 + 0.031378 * luma),
    sharpness: 100 * logistic(-3.377 + 0.2927 * level),
  };
}

/** Red and blue carry each other's weights: so do the answers this is fitted to. */
function meanLuma({ data, width, height }: Pixels, square: Rectangle): number {
  const left = Math.max(0, Math.round(square.left));
  const top = Math.max(0, Math.round(square.top));
  const right = Math.max(left + 1, Math.min(width, Math.round(square.right)));
  const bottom = Math.max(top + 1, Math.min(height, Math.round(square.bottom)));
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let i = 3 * (y * width + left); i < 3 * (y * width + right); i += 3) {
      sum += 0.114 * data[i]! + 0.587 * data[i + 1]! + 0.299 * data[i + 2]!;
    }
  }
  return sum / ((right - left) * (bottom - top));
}

function laplacianVariance(planes: Float32Array, side: number): number {
  const area = side * side;
  const grey = new Float32Array(area);
  for (let i = 0; i < area; i++) {
    grey[i] = 0.299 * planes[i]! + 0.587 * planes[area + i]! + 0.114 * planes[2 * area + i]!;
  }
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < side - 1; y++) {
    for (let i = y * side + 1; i < (y + 1) * side - 1; i++) {
      const value = grey[i - 1]! + grey[i + 1]! + grey[i - side]! + grey[i + side]! - 4 * grey[i]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return squares / count - (sum / count) ** 2;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
