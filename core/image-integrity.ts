import { crc32 } from "node:zlib";
import sharp from "sharp";
import type { AcceptedFormat } from "./image-limits.ts";
import { type JpegStructure, jpegStructure } from "./jpeg-structure.ts";
import { withoutTrailer } from "./jpeg-trailer.ts";

/**
 * `repairable`: a JPEG whose pixels are all there, and only the end marker is missing. `damaged`: a PNG whose end is
 * there, but not every byte before it as it was written.
 */
export type Integrity = "whole" | "repairable" | "cut" | "damaged";

const END_MARKER = Buffer.from([0xff, 0xd9]);

/** Whether the picture is all there, for a JPEG or PNG that may be damaged. What follows the picture does not count. */
export async function integrityOf(image: Buffer, format: AcceptedFormat): Promise<Integrity> {
  if (format === "PNG") return pngState(image);
  const { end } = jpegStructure(image);
  if (end !== "unmarked") return end;
  const jpeg = withoutTrailer(image);
  const structure = jpegStructure(jpeg);
  if (!hasAllScans(structure) || !(await hasAllPixels(jpeg, structure.pixelsEnd))) return "cut";
  // Where fewer bytes would do, something of an unknown kind stands behind them, or in place of some that are missing.
  return (await hasAllPixels(jpeg, structure.pixelsEnd - NEEDED_BYTES)) ? "cut" : "repairable";
}

/** The JPEG up to its last pixel, and the end marker that it lacks. No pixel changes. */
export function withEndMarker(jpeg: Buffer): Buffer {
  const picture = withoutTrailer(jpeg);
  return Buffer.concat([picture.subarray(0, jpegStructure(picture).pixelsEnd), END_MARKER]);
}

const PNG_SIGNATURE_BYTES = 8;

/** Walks the chunks of a PNG: length, type, data and check sum, until the one that ends it. */
function pngState(png: Buffer): "whole" | "cut" | "damaged" {
  let isIntact = true;
  let at = PNG_SIGNATURE_BYTES;
  while (at + 8 <= png.length) {
    const end = at + 12 + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (end > png.length) return "cut";
    // A chunk that begins with a small letter is optional: decoders skip it when it is damaged.
    const isNeeded = type[0]! <= "Z";
    if (isNeeded && crc32(png.subarray(at + 4, end - 4)) !== png.readUInt32BE(end - 4)) isIntact = false;
    if (type === "IEND") return isIntact ? "whole" : "damaged";
    at = end;
  }
  return "cut";
}

/** What stands in for missing pixels. The two decode to different pixels, so a difference shows that some are missing. */
const FILLERS = [0x00, 0x55].map((byte) => Buffer.alloc(4096, byte));

/**
 * The last bytes of a picture of which some bit is needed. One or two may be there to fill up only: of 192 JPEGs the last
 * byte was needed in 155, of the last two some bit in 188, of the last four in all.
 */
const NEEDED_BYTES = 8;

/** Decodes with one continuation and with another: where the pixels do not depend on it, none were missing. */
async function hasAllPixels(jpeg: Buffer, end: number): Promise<boolean> {
  const coded = jpeg.subarray(0, end);
  try {
    const [one, other] = await Promise.all(
      FILLERS.map((filler) =>
        sharp(Buffer.concat([coded, filler, END_MARKER]), { failOn: "none" })
          .raw()
          .toBuffer(),
      ),
    );
    return one!.equals(other!);
  } catch {
    return false;
  }
}

const PROGRESSIVE = [0xc2, 0xca];
const COEFFICIENTS = 64;

/** A progressive picture that stops between two scans decodes without a complaint, only blurred. */
function hasAllScans({ frame = 0, scans }: JpegStructure): boolean {
  if (!PROGRESSIVE.includes(frame)) return scans.length > 0;
  const components = new Set(scans.flatMap(({ components }) => components));
  const finest = scans.filter(({ bitsLeft }) => bitsLeft === 0);
  return [...components].every((component) => {
    const bands = finest.filter(({ components }) => components.includes(component));
    const covered = new Set(
      bands.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
    );
    return covered.size === COEFFICIENTS;
  });
}
