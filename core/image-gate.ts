import sharp from "sharp";
import { RejectionError } from "./errors.ts";

/** Rekognition's limits for images in S3. */
export const MAX_BYTES = 15 * 1024 * 1024;
export const MIN_PIXELS = 80;
/** Ours: what a thumbnail can be cut from in a function's memory (24-megapixel photos have a quarter of it). */
export const MAX_PIXELS = 100_000_000;

/** Upright, as people and Rekognition see it. */
export interface ImageSize {
  width: number;
  height: number;
}

/** Before the download: throws a rejection for sizes that are no photo. */
export function checkByteSize(key: string, bytes: number): void {
  if (key.endsWith("/")) throw new RejectionError("EmptyFileError", "A folder marker, not a photo");
  if (bytes === 0) throw new RejectionError("EmptyFileError", "The file is empty");
  if (bytes > MAX_BYTES) {
    throw new RejectionError("ImageTooLargeError", `${megabytes(bytes)} MB; Rekognition takes up to 15 MB`);
  }
}

/**
 * Looks at the header and the end of the file, before anything is paid for: JPEG or PNG, whole, 80 pixels or more on
 * each side. Throws a rejection otherwise.
 */
export async function checkImage(image: Buffer): Promise<ImageSize> {
  const format = formatOf(image);
  if (format !== "JPEG" && format !== "PNG") {
    const what = format ?? "not an image";
    throw new RejectionError("ImageFormatError", `${what}; Rekognition takes JPEG and PNG only`);
  }
  const { width, height } = await sizeOf(image, format);
  if (Math.min(width, height) < MIN_PIXELS) {
    throw new RejectionError(
      "ImageTooSmallError",
      `${width}x${height} pixels; Rekognition needs 80 on each side`,
    );
  }
  if (width * height > MAX_PIXELS) {
    throw new RejectionError(
      "ImageTooLargeError",
      `${width}x${height} pixels; up to 100 megapixels are taken`,
    );
  }
  if (!isWhole(image, format))
    throw new RejectionError("DamagedImageError", `The ${format} is cut off before its end`);
  return { width, height };
}

async function sizeOf(image: Buffer, format: string): Promise<ImageSize> {
  try {
    const { autoOrient } = await sharp(image, { limitInputPixels: false }).metadata();
    return autoOrient;
  } catch (error) {
    throw new RejectionError(
      "DamagedImageError",
      `The ${format} header cannot be read: ${(error as Error).message}`,
    );
  }
}

/** Names the format by its first bytes, for formats that photos come in; undefined for anything else. */
export function formatOf(image: Buffer): string | undefined {
  const starts = (hex: string) => image.subarray(0, hex.length / 2).toString("hex") === hex;
  const ascii = (from: number, to: number) => image.toString("latin1", from, to);
  if (starts("ffd8ff")) return "JPEG";
  if (starts("89504e470d0a1a0a")) return "PNG";
  if (ascii(0, 4) === "GIF8") return "GIF";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "WebP";
  if (starts("49492a00") || starts("4d4d002a")) return "TIFF";
  if (ascii(0, 2) === "BM" && image.length > 26) return "BMP";
  if (ascii(4, 8) !== "ftyp") return undefined;
  return /^(avif|avis)/.test(ascii(8, 12))
    ? "AVIF"
    : /^(hei|hev|mif|msf)/.test(ascii(8, 12))
      ? "HEIC"
      : undefined;
}

/** A JPEG has an end marker behind the start of its last scan, a PNG its IEND chunk. */
function isWhole(image: Buffer, format: "JPEG" | "PNG"): boolean {
  if (format === "PNG") return image.lastIndexOf("IEND", undefined, "latin1") > 0;
  // Inside entropy-coded data 0xFF is always escaped, so this pair is the real end; phones append videos behind it.
  const end = image.lastIndexOf(Buffer.from([0xff, 0xd9]));
  return end > startOfScan(image);
}

/** Offset of the first scan, found by walking the segments (an embedded thumbnail has markers of its own). */
function startOfScan(jpeg: Buffer): number {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xda) return at;
    // Fill bytes and restart markers have no length.
    const hasLength = marker !== 0xff && marker !== 0x01 && !(marker >= 0xd0 && marker <= 0xd8);
    at += hasLength ? 2 + jpeg.readUInt16BE(at + 2) : marker === 0xff ? 1 : 2;
  }
  return jpeg.length;
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
