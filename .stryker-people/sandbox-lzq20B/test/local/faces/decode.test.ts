// @ts-nocheck
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { decode } from "../../../local/faces/decode.ts";

/** Conversions of colour spaces round. */
const COLOUR_TOLERANCE = 12;
const ORANGE = { r: 180, g: 130, b: 95 };
const orange = (channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width: 40, height: 30, channels, background: { ...ORANGE, alpha: 1 } } });

describe("decoding", () => {
  it.each([
    ["JPEG", () => orange().jpeg({ quality: 100 })],
    ["CMYK JPEG", () => orange().toColourspace("cmyk").jpeg({ quality: 100 })],
    ["16-bit PNG", () => orange().toColourspace("rgb16").png()],
    ["PNG with alpha", () => orange(4).png()],
    ["palette PNG", () => orange().png({ palette: true })],
    ["wide gamut JPEG", () => orange().withIccProfile("p3").jpeg({ quality: 100 })],
    ["WebP", () => orange().webp({ lossless: true })],
  ])("turns a %s into 8-bit sRGB", async (_, make) => {
    const { data, width, height } = await decode(await make().toBuffer());
    expect([width, height, data.length]).toEqual([40, 30, 40 * 30 * 3]);
    for (const [i, value] of [ORANGE.r, ORANGE.g, ORANGE.b].entries()) {
      expect(Math.abs(data[3 * 600 + i]! - value)).toBeLessThan(COLOUR_TOLERANCE);
    }
  });

  it("turns grey, with alpha and 16 bits or not, into three channels", async () => {
    for (const image of [
      orange().greyscale(),
      orange(4).greyscale(),
      orange().toColourspace("grey16").greyscale(),
    ]) {
      const { data } = await decode(await image.png().toBuffer());
      expect(data.length).toBe(40 * 30 * 3);
      expect(new Set(data.subarray(0, 3)).size).toBe(1);
    }
  });

  it("puts what is transparent on white", async () => {
    const clear = sharp({
      create: { width: 4, height: 4, channels: 4, background: { ...ORANGE, alpha: 0 } },
    });
    expect([...(await decode(await clear.png().toBuffer())).data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it("holds large photos at working size only", async () => {
    const large = sharp({ create: { width: 6000, height: 4000, channels: 3, background: ORANGE } });
    const { width, height } = await decode(await large.jpeg().toBuffer());
    expect([width, height]).toEqual([2048, 1365]);
  });

  it.each([
    ["no bytes", () => new Uint8Array(0)],
    ["text", () => new TextEncoder().encode("not an image")],
    ["an SVG's bare beginning", () => new TextEncoder().encode("<svg")],
    ["a decompression bomb", () => bomb(60_000, 60_000)],
  ])("refuses %s", async (_, make) => {
    await expect(decode(make())).rejects.toMatchObject({ name: "UndecodableImageError" });
  });

  it("refuses a truncated photo", async () => {
    const noise = { type: "gaussian", mean: 128, sigma: 50 } as const;
    const whole = await sharp({ create: { width: 600, height: 600, channels: 3, noise, background: "#000" } })
      .jpeg()
      .toBuffer();
    await expect(decode(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      name: "UndecodableImageError",
    });
  });
});

/** A PNG that promises so many pixels, in 33 bytes of header. */
function bomb(width: number, height: number): Uint8Array {
  const header = Buffer.from(
    "89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000000049444154",
    "hex",
  );
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}
