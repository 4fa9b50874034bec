// @ts-nocheck
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "icc";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openImage } from "../../core/open-image.ts";

const original = readFileSync(
  createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg"),
);
const sample = await sharp(original).autoOrient().resize(300).png().toBuffer();
const MAX_PIXELS = 1_000_000;

const withProfile = (profile: string) => sharp(sample).withIccProfile(profile).jpeg().toBuffer();
const opened = async (image: Buffer) => (await openImage(image, MAX_PIXELS)).raw().toBuffer();
const converted = (image: Buffer) => sharp(image).raw().toBuffer();
const asTheyStand = (image: Buffer) => sharp(image, { ignoreIcc: true }).raw().toBuffer();

describe("openImage", () => {
  it("gives the colours that converting gives where the profile is sRGB", async () => {
    const image = await withProfile("srgb");
    expect(parse((await sharp(image).metadata()).icc!).description).toMatch(/^sRGB/);
    expect((await opened(image)).equals(await converted(image))).toBe(true);
  });

  it("converts other profiles", async () => {
    const image = await withProfile("p3");
    expect((await opened(image)).equals(await converted(image))).toBe(true);
    expect((await opened(image)).equals(await asTheyStand(image))).toBe(false);
  });

  it("leaves a profile that is none to the decoder", async () => {
    const broken = await withProfile("srgb");
    broken.fill(0xff, broken.indexOf("acsp"), broken.indexOf("acsp") + 4);
    expect((await opened(broken)).equals(await converted(broken))).toBe(true);
  });

  it("refuses what is cut off, and what has too many pixels", async () => {
    const image = await withProfile("srgb");
    await expect(opened(image.subarray(0, image.length / 2))).rejects.toThrow();
    const tooMany = async () => (await openImage(image, 1000)).raw().toBuffer();
    await expect(tooMany()).rejects.toThrow(/pixel limit/);
  });
});
