import sharp from "sharp";
import { formatOf } from "../../core/image-format.ts";
import { MAX_REQUEST_BYTES, MIN_SIDE_PIXELS } from "../../core/image-limits.ts";
import { jpegOrPng } from "../photos/jpeg-copy.ts";
import { CommandError } from "../terminal/command.ts";

/** What a search can be made with: JPEG and PNG as they are, the others as a JPEG copy. */
const READ = ["JPEG", "PNG", "WebP", "AVIF", "GIF", "TIFF"];

/**
 * Of the copy, tried one after the other until it is small enough: fine patterns are hard to compress. At first, a face
 * that fills a tenth of its side still has 400 pixels.
 */
const SIDES = [4000, 2800, 2000, 1400, 1000];

/**
 * The photo as it fits into a request.
 * @throws CommandError in the photo's own words, for what cannot be searched with
 */
export async function sendablePhoto(path: string, bytes: Buffer): Promise<Uint8Array> {
  if (bytes.length === 0) throw new CommandError(`${path} is empty. Copy it again from where it came.`);
  await checkSides(path, bytes);
  try {
    let image: Uint8Array = bytes;
    for (const maxSide of SIDES) {
      image = await jpegOrPng(bytes, { maxBytes: MAX_REQUEST_BYTES, maxSide });
      if (image.length <= MAX_REQUEST_BYTES) break;
    }
    return image;
  } catch {
    throw await unreadable(path, bytes);
  }
}

async function checkSides(path: string, bytes: Buffer): Promise<void> {
  // What has no size is refused as unreadable or damaged.
  const size = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  if (!size || Math.min(size.width, size.height) >= MIN_SIDE_PIXELS) return;
  throw new CommandError(
    `${path} is too small: ${size.width} x ${size.height} pixels; at least ${MIN_SIDE_PIXELS} x ${MIN_SIDE_PIXELS} are needed. Search with a larger photo.`,
  );
}

async function unreadable(path: string, bytes: Buffer): Promise<CommandError> {
  const format = await formatOf(bytes);
  if (format !== undefined && READ.includes(format)) return damaged(path);
  const what = format === undefined ? "is not a photo" : `is ${format}, which cannot be searched with`;
  return new CommandError(
    `${path} ${what}. Give a ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(READ)}.`,
  );
}

export const damaged = (path: string) =>
  new CommandError(`${path} is damaged or cut off. Copy it again from where it came.`);
