// @ts-nocheck
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { cropBox } from "../../core/crop-box.ts";
import { openForCropping } from "../../functions/crop-faces.ts";

const original = readFileSync(
  createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg"),
);
const sample = await sharp(original).autoOrient().resize(600).jpeg({ quality: 98 }).toBuffer();
const FACE = { Left: 0.3, Top: 0.2, Width: 0.25, Height: 0.3 };
/** Mean difference per channel, of 255, that two JPEG encodings of the same pixels may have. */
const JPEG_TOLERANCE = 6;

describe("cropBox", () => {
  const image = { width: 200, height: 100 };
  it.each([
    [
      "inside",
      { Left: 0.1, Top: 0.2, Width: 0.5, Height: 0.5 },
      { left: 20, top: 20, width: 100, height: 50 },
    ],
    [
      "beyond the left and top",
      { Left: -0.1, Top: -0.2, Width: 0.3, Height: 0.4 },
      { left: 0, top: 0, width: 40, height: 20 },
    ],
    [
      "beyond the right and bottom",
      { Left: 0.9, Top: 0.9, Width: 0.5, Height: 0.5 },
      { left: 180, top: 90, width: 20, height: 10 },
    ],
    [
      "tiny",
      { Left: 0.5, Top: 0.5, Width: 0.0001, Height: 0.0001 },
      { left: 100, top: 50, width: 1, height: 1 },
    ],
    [
      "outside",
      { Left: 1.2, Top: 1.2, Width: 0.1, Height: 0.1 },
      { left: 199, top: 99, width: 1, height: 1 },
    ],
  ])("keeps a box that is %s inside the image", (_, box, expected) => {
    expect(cropBox(box, image)).toEqual(expected);
  });
});

describe("openForCropping", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "cuts the same face whatever the EXIF orientation (%i)",
    async (orientation) => {
      const expected = await pixels(await (await openForCropping(sample))(FACE));
      const actual = await pixels(await (await openForCropping(await lying(orientation)))(FACE));
      expect(actual.info.width).toBe(expected.info.width);
      expect(actual.info.height).toBe(expected.info.height);
      const difference = expected.data.reduce((sum, value, i) => sum + Math.abs(value - actual.data[i]!), 0);
      expect(difference / expected.data.length).toBeLessThan(JPEG_TOLERANCE);
    },
  );

  it.each([
    ["CMYK", () => sharp(sample).toColourspace("cmyk").jpeg()],
    ["16-bit PNG", () => sharp(sample).toColourspace("rgb16").png()],
    ["alpha", () => sharp(sample).ensureAlpha(0.5).png()],
    ["greyscale", () => sharp(sample).greyscale().jpeg()],
    ["wide gamut", () => sharp(sample).withIccProfile("p3").jpeg()],
  ])("gives an sRGB JPEG without metadata from %s", async (_, make) => {
    const crop = await openForCropping(await make().toBuffer());
    const metadata = await sharp(await crop(FACE)).metadata();
    expect(metadata).toMatchObject({ format: "jpeg", space: "srgb", channels: 3, depth: "uchar" });
    expect(metadata.exif ?? metadata.icc ?? metadata.xmp).toBeUndefined();
  });

  it("decodes a large photo once for a hundred faces", async () => {
    const photo = await sharp(sample).resize(6000, 4000, { fit: "fill" }).jpeg().toBuffer();
    const before = process.memoryUsage().rss;
    const crop = await openForCropping(photo);
    let peak = 0;
    for (let i = 0; i < 100; i += 4) {
      const boxes = [0, 1, 2, 3].map((j) => ({ Left: (i + j) / 110, Top: 0.4, Width: 0.02, Height: 0.03 }));
      await Promise.all(boxes.map(crop));
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    // The decoded photo is 72 MB; a hundred decodings side by side would be 7 GB.
    expect((peak - before) / 2 ** 20).toBeLessThan(500);
  });
});

/** The sample stored turned or mirrored, with the EXIF tag that undoes it. */
async function lying(orientation: number): Promise<Buffer> {
  const upright = await sharp(sample).png().toBuffer();
  const turned = async (degrees: number) => sharp(await sharp(upright).rotate(degrees).png().toBuffer());
  const stored: Record<number, () => Sharp | Promise<Sharp>> = {
    1: () => sharp(upright),
    2: () => sharp(upright).flop(),
    3: () => turned(180),
    4: () => sharp(upright).flip(),
    5: async () => (await turned(270)).flip(),
    6: () => turned(270),
    7: async () => (await turned(90)).flip(),
    8: () => turned(90),
  };
  return (await stored[orientation]!()).jpeg({ quality: 98 }).withMetadata({ orientation }).toBuffer();
}

const pixels = (jpeg: Buffer) => sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
