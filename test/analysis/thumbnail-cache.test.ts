import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asStored, cachedThumbnails, dropOrphans } from "../../analysis/report/thumbnail-cache.ts";
import { mostStored, smallThumbnail } from "../../analysis/report/thumbnails.ts";
import { picture } from "./made-up-faces.ts";

const SIDE = 96;
let folder = "";
let face = "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "thumbnail-cache-"));
  face = join(folder, "face.jpg");
  writeFileSync(face, await picture(0));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("small pictures", () => {
  const counted = () => {
    let made = 0;
    const make = cachedThumbnails(join(folder, "kept"), folder, (path, side) => {
      made += 1;
      return smallThumbnail(path, side);
    });
    return { make, made: () => made };
  };

  it("are made once, and again when the picture has changed", async () => {
    const { make, made } = counted();
    const first = await make(face, SIDE);
    expect(await make(face, SIDE)).toEqual(first);
    expect(made()).toBe(1);
    const { mtimeMs } = statSync(face);
    writeFileSync(face, await picture(5));
    utimesSync(face, mtimeMs / 1000 + 2, mtimeMs / 1000 + 2);
    expect(await make(face, SIDE)).not.toEqual(first);
    expect(made()).toBe(2);
  });

  it("are erased when the picture is gone, and no others", async () => {
    const { make, made } = counted();
    const other = join(folder, "other.jpg");
    writeFileSync(other, await picture(3));
    await make(face, SIDE);
    await make(other, SIDE);
    rmSync(other);
    dropOrphans(join(folder, "kept"), folder);
    expect(readdirSync(join(folder, "kept"))).toEqual(["face.jpg"]);
    await make(face, SIDE);
    expect(made()).toBe(2);
    dropOrphans(join(folder, "nothing kept"), folder);
  });

  it("are kept by size", async () => {
    const { make } = counted();
    const sides = [await make(face, SIDE), await make(face, 144)].map((made) => sharp(made!).metadata());
    expect((await Promise.all(sides)).map(({ width }) => width)).toEqual([SIDE, 144]);
  });

  it("are made each time where none can be kept, and not at all of what is missing or no picture", async () => {
    writeFileSync(join(folder, "kept"), "a file");
    const { make, made } = counted();
    expect(await make(face, SIDE)).toEqual(await make(face, SIDE));
    expect(made()).toBe(2);
    expect(await make(join(folder, "missing.jpg"), SIDE)).toBeNull();
    writeFileSync(face, "no picture");
    expect(await make(face, SIDE)).toBeNull();
  });
});

describe("pictures taken as they are", () => {
  const small = asStored(smallThumbnail, 16_384);
  const isAsStored = async (bytes: Buffer) => {
    writeFileSync(face, bytes);
    return (await small(face, SIDE))?.equals(bytes) ?? false;
  };

  it("are the stored ones where these are small JPEGs", async () => {
    expect(await isAsStored(readFileSync(face))).toBe(true);
    expect(await isAsStored(await picture(0, 900))).toBe(false);
    expect(await isAsStored(await sharp(face).png().toBuffer())).toBe(false);
  });

  it("are no larger than a page of all of them can bear", () => {
    for (const faces of [1, 3001, 10_000, 100_000])
      expect(faces * mostStored(faces, false), `${faces} faces`).toBeLessThanOrEqual(60e6);
    expect(mostStored(10_000, false)).toBeGreaterThan(5000);
  });

  it("carry no metadata, comment or trailer", async () => {
    const plain = readFileSync(face);
    expect(
      await isAsStored(
        await sharp(plain)
          .withExif({ IFD0: { Copyright: "somebody" } })
          .toBuffer(),
      ),
    ).toBe(false);
    const comment = Buffer.from([0xff, 0xfe, 0x00, 0x04, 0x68, 0x69]);
    expect(await isAsStored(Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]))).toBe(false);
    expect(await isAsStored(Buffer.concat([plain, Buffer.from("trailer")]))).toBe(false);
    expect(await isAsStored(plain.subarray(0, plain.length / 2))).toBe(false);
  });
});
