import { parse } from "icc";
import sharp, { type Sharp } from "sharp";

/** Names of colour profiles that mean plain sRGB. */
const SRGB = /^sRGB( IEC61966-2\.1| built-in)?$/;

/**
 * The image, to be decoded upright. Damage is an error, and so are more than `maxPixels`. Colours become sRGB by the
 * image's own profile. Most photos have an sRGB profile: their colours are not converted, which would change nothing and
 * take twice as long as decoding.
 */
export async function openImage(image: Uint8Array, maxPixels: number): Promise<Sharp> {
  const { icc } = await sharp(image, { limitInputPixels: false }).metadata();
  const ignoreIcc = icc !== undefined && isSrgb(icc);
  return sharp(image, { limitInputPixels: maxPixels, failOn: "error", ignoreIcc }).autoOrient();
}

function isSrgb(profile: Buffer): boolean {
  try {
    const { colorSpace, description = "" } = parse(profile);
    return colorSpace === "RGB" && SRGB.test(description);
  } catch {
    return false; // What is no profile says nothing.
  }
}
