import sharp from "sharp";
import { RejectionError } from "./errors.ts";
import { formatOf } from "./image-format.ts";
import { type Integrity, integrityOf } from "./image-integrity.ts";
import {
  IMAGE_FORMATS,
  isAcceptedFormat,
  MAX_MEGAPIXELS,
  MAX_OBJECT_BYTES,
  MAX_OBJECT_MB,
  MAX_PIXELS,
  MIN_SIDE_PIXELS,
} from "./image-limits.ts";
import { jpegStructure } from "./jpeg-structure.ts";
import { unusableReason } from "./key-layout.ts";

/** Upright, as people and Rekognition see it. */
export interface ImageSize {
  width: number;
  height: number;
}

/** The first check: throws a rejection for a photo whose key cannot be used. */
export function checkKey(photo: string): void {
  const reason = unusableReason(photo);
  if (reason !== undefined) throw new RejectionError("UnusableKeyError", reason);
}

/** Before the download: throws a rejection for sizes that are no photo. */
export function checkByteSize(key: string, bytes: number): void {
  if (key.endsWith("/")) throw new RejectionError("EmptyFileError", "A folder marker, not a photo");
  if (bytes === 0) throw new RejectionError("EmptyFileError", "The file is empty");
  if (bytes > MAX_OBJECT_BYTES) {
    throw new RejectionError(
      "ImageTooLargeError",
      `${megabytes(bytes)} MB; Rekognition takes up to ${MAX_OBJECT_MB} MB`,
    );
  }
}

/**
 * Looks at the header and the end of the file, before anything is paid for: a format that Rekognition takes,
 * whole, large enough on each side. Throws a rejection otherwise.
 */
export async function checkImage(image: Buffer): Promise<ImageSize> {
  const format = await formatOf(image);
  if (!isAcceptedFormat(format)) {
    const what = format ?? "not an image";
    throw new RejectionError(
      "ImageFormatError",
      `${what}; Rekognition takes ${IMAGE_FORMATS.join(" and ")} only`,
    );
  }
  if (format === "JPEG") checkCoding(image);
  const { width, height } = await sizeOf(image, format);
  if (Math.min(width, height) < MIN_SIDE_PIXELS) {
    throw new RejectionError(
      "ImageTooSmallError",
      `${width}x${height} pixels; Rekognition needs ${MIN_SIDE_PIXELS} on each side`,
    );
  }
  if (width * height > MAX_PIXELS) {
    throw new RejectionError(
      "ImageTooLargeError",
      `${width}x${height} pixels; up to ${MAX_MEGAPIXELS} megapixels are taken`,
    );
  }
  const state = await integrityOf(image, format);
  if (state !== "whole") throw new RejectionError("DamagedImageError", DAMAGE[state](format));
  return { width, height };
}

const DAMAGE: Record<Exclude<Integrity, "whole">, (format: string) => string> = {
  cut: (format) => `The ${format} is cut off before its end`,
  damaged: (format) => `The ${format} is damaged: a check sum in it does not fit`,
  repairable: (format) =>
    `The ${format} lacks its end marker, though no pixel is missing; upload sends a repaired copy`,
};

/** Rare kinds of JPEG that no thumbnail can be cut from: rejected before anything is paid. */
function checkCoding(jpeg: Buffer): void {
  const { frame, precision } = jpegStructure(jpeg);
  const isLossless = frame !== undefined && (frame & 0x03) === 0x03;
  const isHierarchical = frame !== undefined && (frame & 0x04) !== 0;
  const kind = isLossless ? "lossless" : isHierarchical ? "hierarchical" : `${precision}-bit`;
  if (!isLossless && !isHierarchical && (precision === undefined || precision === 8)) return;
  throw new RejectionError("ImageFormatError", `${kind} JPEG; Rekognition takes ordinary JPEG and PNG only`);
}

async function sizeOf(image: Buffer, format: string): Promise<ImageSize> {
  try {
    const { autoOrient } = await sharp(image, { limitInputPixels: false }).metadata();
    return autoOrient;
  } catch {
    throw new RejectionError("DamagedImageError", `The ${format} header cannot be read; the file is damaged`);
  }
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
