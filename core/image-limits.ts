/** What Rekognition takes as an image. */

const MB = 1024 * 1024;

export const IMAGE_FORMATS = ["JPEG", "PNG"] as const;
export type AcceptedFormat = (typeof IMAGE_FORMATS)[number];

export const isAcceptedFormat = (format: string | undefined): format is AcceptedFormat =>
  IMAGE_FORMATS.some((taken) => taken === format);

/** Of an object in S3. */
export const MAX_OBJECT_MB = 15;
export const MAX_OBJECT_BYTES = MAX_OBJECT_MB * MB;
/** Of bytes in the request itself. */
export const MAX_REQUEST_MB = 5;
export const MAX_REQUEST_BYTES = MAX_REQUEST_MB * MB;
/** Of either side, upright or not. */
export const MIN_SIDE_PIXELS = 80;

/** Ours: what a thumbnail can be cut from in a function's memory (24-megapixel photos have a quarter of it). */
export const MAX_MEGAPIXELS = 100;
export const MAX_PIXELS = MAX_MEGAPIXELS * 1_000_000;
