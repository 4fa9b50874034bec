import sharp from "sharp";
import type { Rectangle } from "../../core/rectangle.ts";
import type { Pixels } from "./decode.ts";
import type { Quality } from "./face.ts";

/** Side of the square that brightness and sharpness are read from, in sides of the face's box. */
const SQUARE = 1.18;
/** Its side in pixels when sharpness is read. */
const SHARPNESS_SIDE = 128;

/**
 * Both on the scale of Amazon Rekognition's Quality, fitted on its answers for the recorded photos: brightness is
 * a logistic curve of mean luma, sharpness one, in steps, of the variance of the Laplacian. `box` in pixels.
 */
export async function measureQuality(image: Pixels, box: Rectangle): Promise<Quality> {
  const square = squareAround(box, image);
  const step = Math.round(-6.894 + 4.199 * Math.log(await laplacianVariance(image, square)));
  return {
    brightness: 100 * logistic(-2.4372 + 0.031378 * meanLuma(image, square)),
    sharpness: 100 * logistic(-3.377 + 0.2927 * step),
  };
}

/** The part of the square about the box that the image shows, in whole pixels, at least one. */
function squareAround(box: Rectangle, { width, height }: Pixels): Rectangle {
  const half = (SQUARE * Math.max(box.right - box.left, box.bottom - box.top)) / 2;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const left = clamp(Math.round(x - half), 0, width - 1);
  const top = clamp(Math.round(y - half), 0, height - 1);
  return {
    left,
    top,
    right: clamp(Math.round(x + half), left + 1, width),
    bottom: clamp(Math.round(y + half), top + 1, height),
  };
}

/** The weights of red and blue are swapped: this fits the recorded answers. */
function meanLuma({ data, width }: Pixels, { left, top, right, bottom }: Rectangle): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let i = 3 * (y * width + left); i < 3 * (y * width + right); i += 3) {
      sum += 0.114 * data[i]! + 0.587 * data[i + 1]! + 0.299 * data[i + 2]!;
    }
  }
  return sum / ((right - left) * (bottom - top));
}

async function laplacianVariance(
  { data, width, height }: Pixels,
  { left, top, right, bottom }: Rectangle,
): Promise<number> {
  const grey = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize(SHARPNESS_SIDE, SHARPNESS_SIDE, { fit: "fill", kernel: "cubic" })
    .greyscale()
    .raw()
    .toBuffer();
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < SHARPNESS_SIDE - 1; y++) {
    for (let i = y * SHARPNESS_SIDE + 1; i < (y + 1) * SHARPNESS_SIDE - 1; i++) {
      const beside = grey[i - 1]! + grey[i + 1]! + grey[i - SHARPNESS_SIDE]! + grey[i + SHARPNESS_SIDE]!;
      const value = beside - 4 * grey[i]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  // An evenly coloured square has none: its logarithm must stay finite.
  return Math.max(squares / count - (sum / count) ** 2, 1e-3);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
