import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { checkByteSize, checkImage } from "../../core/image-gate.ts";

const sample = readFileSync(createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg"));
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c84" } });

describe("checkByteSize", () => {
  it.each([
    ["uploads/holiday/", 0, "EmptyFileError"],
    ["uploads/x.jpg", 0, "EmptyFileError"],
    ["uploads/x.jpg", 15 * 1024 * 1024 + 1, "ImageTooLargeError"],
  ])("rejects %s of %i bytes", (key, bytes, name) => {
    expect(() => checkByteSize(key, bytes)).toThrow(expect.objectContaining({ name }));
  });

  it("takes 15 MB", () => {
    expect(() => checkByteSize("uploads/x.jpg", 15 * 1024 * 1024)).not.toThrow();
  });
});

describe("checkImage", () => {
  it("gives the size as people see it", async () => {
    const lying = await plain(120, 90).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await checkImage(lying)).toEqual({ width: 90, height: 120 });
  });

  it.each([
    ["a JPEG", sample],
    ["a JPEG with a video behind it", Buffer.concat([sample, Buffer.alloc(200_000, 7)])],
  ])("takes %s", async (_, image) => {
    expect((await checkImage(image)).width).toBeGreaterThan(80);
  });

  it("takes CMYK and 16 bits per channel", async () => {
    const cmyk = await plain(100, 100).toColourspace("cmyk").jpeg().toBuffer();
    const deep = await plain(100, 100).toColourspace("rgb16").png().toBuffer();
    expect(await checkImage(cmyk)).toEqual({ width: 100, height: 100 });
    expect(await checkImage(deep)).toEqual({ width: 100, height: 100 });
  });

  it.each([
    ["text named .jpg", Buffer.from("not a photo, only called one"), "ImageFormatError", /JPEG and PNG only/],
    ["a GIF", plain(100, 100).gif().toBuffer(), "ImageFormatError", /^GIF/],
    ["WebP", plain(100, 100).webp().toBuffer(), "ImageFormatError", /^WebP/],
    ["TIFF", plain(100, 100).tiff().toBuffer(), "ImageFormatError", /^TIFF/],
    ["HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "ImageFormatError", /^HEIC/],
    ["79 pixels", plain(79, 400).jpeg().toBuffer(), "ImageTooSmallError", /79x400/],
    ["a JPEG cut in half", sample.subarray(0, sample.length / 2), "DamagedImageError", /cut off/],
    ["a JPEG cut in its header", sample.subarray(0, 150), "DamagedImageError", /JPEG/],
    ["a PNG cut in half", halfPng(), "DamagedImageError", /cut off/],
    ["a decompression bomb", bomb(), "ImageTooLargeError", /12000x10000/],
  ])("rejects %s", async (_, image, name, message) => {
    await expect(checkImage(await image)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});

async function halfPng(): Promise<Buffer> {
  const png = await sharp(sample).png().toBuffer();
  return png.subarray(0, png.length / 2);
}

/** 120 megapixels of nothing in a few hundred kilobytes. */
const bomb = () =>
  sharp({ create: { width: 12_000, height: 10_000, channels: 3, background: "#000" } })
    .png()
    .toBuffer();
