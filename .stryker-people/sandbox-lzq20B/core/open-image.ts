// @ts-nocheck
import { parse } from "icc";
import sharp, { type Sharp } from "sharp";

/** As makers of colour profiles call the one whose colours are sRGB as they stand. */
const SRGB = /^sRGB( IEC61966-2\.1| built-in)?$/;

/**
 * The image, to be decoded upright. Damage is an error, and so are more than `maxPixels`. Colours become sRGB by the
 * image's own profile; where that says that they are, which is so for most photos, they are left alone: converting
 * them would change nothing and take twice as long as decoding.
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
