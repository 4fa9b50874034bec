// @ts-nocheck
import { openImage } from "../../core/open-image.ts";
import { UndecodableImageError } from "./errors.ts";

/** Interleaved RGB bytes, EXIF-upright, sRGB. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** More pixels than any camera's photo, few enough to hold: beyond it lies the decompression bomb. */
export const MAX_DECODED_PIXELS = 120_000_000;
/** Faces are looked for at 512 px and read at 150 px or less; more detail than this only costs memory. */
const WORKING_SIDE = 2048;

/**
 * Decodes an image once, upright and at working size: CMYK, 16 bits, grey and wide gamuts become 8-bit sRGB, what
 * is transparent becomes white.
 *
 * @throws UndecodableImageError when the bytes are no image, a truncated one, or one of more than {@link MAX_DECODED_PIXELS}
 */
export async function decode(image: Uint8Array): Promise<Pixels> {
  try {
    const opened = await openImage(image, MAX_DECODED_PIXELS);
    const { data, info } = await opened
      .resize(WORKING_SIDE, WORKING_SIDE, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels after decoding, not three`);
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw new UndecodableImageError("These bytes do not decode to an image", {
      cause,
    });
  }
}
