import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { checkByteSize, checkImage, checkKey } from "../../core/image-gate.ts";

const sample = readFileSync(createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg"));
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c84" } });

describe("checkKey", () => {
  it("rejects a key that is not to be spread further, and says why", () => {
    expect(() => checkKey("a/../b.jpg")).toThrow(
      expect.objectContaining({ name: "UnusableKeyError", message: 'Its path has the part ".."; rename it' }),
    );
    expect(() => checkKey("a/b.jpg")).not.toThrow();
  });
});

describe("checkByteSize", () => {
  it.each([
    ["uploads/holiday/", 0, "EmptyFileError", "A folder marker, not a photo"],
    ["uploads/x.jpg", 0, "EmptyFileError", "The file is empty"],
    ["uploads/x.jpg", 15 * 1024 * 1024 + 1, "ImageTooLargeError", "15.0 MB; Rekognition takes up to 15 MB"],
    ["uploads/x.jpg", 20.26 * 1024 * 1024, "ImageTooLargeError", "20.3 MB; Rekognition takes up to 15 MB"],
  ])("rejects %s of %i bytes", (key, bytes, name, message) => {
    expect(() => checkByteSize(key, bytes)).toThrow(expect.objectContaining({ name, message }));
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

  it("takes 80 pixels, and a JPEG with a video behind it", async () => {
    expect(await checkImage(await plain(80, 80).jpeg().toBuffer())).toEqual({ width: 80, height: 80 });
    const film = Buffer.concat([sample, Buffer.alloc(200_000, 7)]);
    expect((await checkImage(film)).width).toBeGreaterThan(80);
  });

  it("takes CMYK and 16 bits per channel", async () => {
    const cmyk = await plain(100, 100).toColourspace("cmyk").jpeg().toBuffer();
    const deep = await plain(100, 100).toColourspace("rgb16").png().toBuffer();
    expect(await checkImage(cmyk)).toEqual({ width: 100, height: 100 });
    expect(await checkImage(deep)).toEqual({ width: 100, height: 100 });
  });

  // Made when needed: only few of them are at a time where a single change of the code is tried.
  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    [
      "text named .jpg",
      () => Buffer.from("not a photo, only called one"),
      "ImageFormatError",
      "not an image; Rekognition takes JPEG and PNG only",
    ],
    [
      "a GIF",
      () => plain(100, 100).gif().toBuffer(),
      "ImageFormatError",
      "GIF; Rekognition takes JPEG and PNG only",
    ],
    [
      "HEIC",
      () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
      "ImageFormatError",
      "HEIC; Rekognition takes JPEG and PNG only",
    ],
    [
      "79 pixels",
      () => plain(79, 400).jpeg().toBuffer(),
      "ImageTooSmallError",
      "79x400 pixels; Rekognition needs 80 on each side",
    ],
    [
      "a JPEG cut in half",
      () => sample.subarray(0, sample.length / 2),
      "DamagedImageError",
      "The JPEG is cut off before its end",
    ],
    [
      "a JPEG without its end marker",
      // Of a picture in one colour the last bytes change nothing: nobody can tell whether they are there.
      () => sample.subarray(0, -2),
      "DamagedImageError",
      "The JPEG lacks its end marker, though no pixel is missing; upload sends a repaired copy",
    ],
    [
      "a JPEG cut in its header",
      () => sample.subarray(0, 150),
      "DamagedImageError",
      "The JPEG header cannot be read; the file is damaged",
    ],
    ["a PNG cut in half", halfPng, "DamagedImageError", "The PNG is cut off before its end"],
    [
      "a PNG with a changed byte",
      damagedPng,
      "DamagedImageError",
      "The PNG is damaged: a check sum in it does not fit",
    ],
    [
      "a decompression bomb",
      () => pngOf(12_000, 10_000),
      "ImageTooLargeError",
      "12000x10000 pixels; up to 100 megapixels are taken",
    ],
    [
      "a lossless JPEG",
      () => jpegOf(0xc3, 8),
      "ImageFormatError",
      "lossless JPEG; Rekognition takes ordinary JPEG and PNG only",
    ],
    [
      "a hierarchical JPEG",
      () => jpegOf(0xc5, 8),
      "ImageFormatError",
      "hierarchical JPEG; Rekognition takes ordinary JPEG and PNG only",
    ],
    [
      "a 12-bit JPEG",
      () => jpegOf(0xc1, 12),
      "ImageFormatError",
      "12-bit JPEG; Rekognition takes ordinary JPEG and PNG only",
    ],
  ])("rejects %s", async (_, image, name, message) => {
    await expect(checkImage(await image())).rejects.toMatchObject({ name, message });
  });

  it("takes 100 megapixels", async () => {
    await expect(checkImage(await pngOf(10_000, 10_000))).resolves.toEqual({ width: 10_000, height: 10_000 });
  });
});

async function halfPng(): Promise<Buffer> {
  const png = await plain(100, 100).png().toBuffer();
  return png.subarray(0, png.length / 2);
}

async function damagedPng(): Promise<Buffer> {
  const png = await plain(100, 100).png().toBuffer();
  png[png.indexOf("IDAT") + 10]! ^= 1;
  return png;
}

/** Says that it has so many pixels; those that it has are few. */
async function pngOf(width: number, height: number): Promise<Buffer> {
  const png = await plain(100, 100).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** Says that it is coded in this way: no encoder at hand does it. */
async function jpegOf(frame: number, precision: number): Promise<Buffer> {
  const jpeg = await plain(100, 100).jpeg().toBuffer();
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg[at + 1] = frame;
  jpeg[at + 4] = precision;
  return jpeg;
}
