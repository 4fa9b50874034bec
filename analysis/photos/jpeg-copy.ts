import sharp from "sharp";
import { formatOf } from "../../core/image-format.ts";
import { type Integrity, integrityOf, withEndMarker } from "../../core/image-integrity.ts";
import { isAcceptedFormat } from "../../core/image-limits.ts";

export interface CopyOptions {
  /** Beyond this many bytes a copy is made. */
  maxBytes: number;
  /** Of the copy, pixels. */
  maxSide: number;
  /** Of a damaged JPEG or PNG, take what can still be shown; otherwise it stays as it is. */
  salvage?: boolean;
  /** A copy tells when, with what and where it was taken, as the original does; its orientation is upright. */
  keepExif?: boolean;
}

const QUALITY = 90;

/**
 * The image as Rekognition takes it: a JPEG or PNG that is whole and not too large as it is; a JPEG that lacks nothing
 * but its end marker with that; of anything else that can be read, an upright copy as JPEG.
 *
 * @throws Error for what cannot be read as an image
 */
export async function jpegOrPng(
  image: Buffer,
  { maxBytes, maxSide, salvage = false, keepExif = false }: CopyOptions,
): Promise<Buffer> {
  const state = await stateOf(image);
  const taken = wholeOf(image, state);
  if (taken && taken.length <= maxBytes) return taken;
  if ((state === "cut" || state === "damaged") && !salvage) return image;
  const copy = sharp(taken ?? image, { failOn: salvage ? "none" : "warning" })
    .autoOrient()
    .resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .jpeg({ quality: QUALITY });
  return await (keepExif ? copy.keepExif() : copy).toBuffer();
}

/** Whether `jpegOrPng` with `salvage` makes a JPEG copy of it. Reads no pixels: they may turn out to be damaged after all. */
export async function needsCopy(
  image: Buffer,
  { maxBytes }: Pick<CopyOptions, "maxBytes">,
): Promise<boolean> {
  const taken = await repaired(image);
  if (taken && taken.length <= maxBytes) return false;
  // The header of an iPhone's HEIC can be read, but not its pixels.
  return await sharp(image, { failOn: "none" })
    .metadata()
    .then(
      ({ compression }) => compression !== "hevc",
      () => false,
    );
}

/** A whole JPEG or PNG as it is, or with the end marker that it lacked; undefined for anything else. */
export async function repaired(image: Buffer): Promise<Buffer | undefined> {
  return wholeOf(image, await stateOf(image));
}

function wholeOf(image: Buffer, state: State): Buffer | undefined {
  if (state === "repairable") return withEndMarker(image);
  return state === "whole" ? image : undefined;
}

type State = Integrity | "another format";

async function stateOf(image: Buffer): Promise<State> {
  const format = await formatOf(image);
  return isAcceptedFormat(format) ? await integrityOf(image, format) : "another format";
}
