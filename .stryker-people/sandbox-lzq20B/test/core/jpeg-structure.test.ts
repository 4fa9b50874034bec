// @ts-nocheck
import sharp, { type JpegOptions } from "sharp";
import { describe, expect, it } from "vitest";
import { jpegStructure, pictureSegments } from "../../core/jpeg-structure.ts";

const picture = (options: JpegOptions = {}) =>
  sharp({
    create: {
      width: 96,
      height: 80,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  })
    .jpeg(options)
    .toBuffer();
const jpeg = await picture();
const progressive = await picture({ progressive: true });

/** A marker segment: marker, length, data. */
const segment = (marker: number, data: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);

describe("jpegStructure", () => {
  it.each([
    ["baseline", jpeg, 0xc0],
    ["progressive, in many scans", progressive, 0xc2],
  ])("finds the end of a %s picture", (_, whole, frame) => {
    const found = jpegStructure(whole);
    expect(found).toMatchObject({ end: "whole", frame, precision: 8, pixelsEnd: whole.length - 2 });
    expect(jpegStructure(Buffer.concat([whole, jpeg, Buffer.alloc(99, 7)]))).toEqual(found);
  });

  it("tells which coefficients each scan brings", () => {
    expect(jpegStructure(jpeg).scans).toEqual([{ components: [1, 2, 3], from: 0, to: 63, bitsLeft: 0 }]);
    const [first, second] = jpegStructure(progressive).scans;
    expect(first).toEqual({ components: [1, 2, 3], from: 0, to: 0, bitsLeft: 1 });
    expect(second).toMatchObject({ components: [1], from: 1, bitsLeft: 2 });
    expect(jpegStructure(progressive).scans.at(-1)).toMatchObject({ to: 63, bitsLeft: 0 });
  });

  it("finds no pixels in headers alone, wherever they stop", () => {
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    for (const length of [0, 1, 2, 3, 4, 5, 20, scan, scan + 1, scan + 2, scan + 3, scan + 13])
      expect(jpegStructure(jpeg.subarray(0, length)), `${length} bytes`).toMatchObject({
        end: "cut",
        pixelsEnd: 0,
      });
  });

  it("finds no pixels where the end marker comes before them", () => {
    expect(jpegStructure(Buffer.from("ffd8ffd9", "hex")).end).toBe("cut");
  });

  it("is not misled by markers inside a segment, such as those of an embedded thumbnail", () => {
    const withThumbnail = Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, jpeg), jpeg.subarray(2)]);
    expect(jpegStructure(withThumbnail)).toMatchObject({ end: "whole", pixelsEnd: withThumbnail.length - 2 });
    const cut = withThumbnail.subarray(0, 10 + jpeg.length);
    expect(jpegStructure(cut).end).toBe("cut");
  });

  it("tells pixels without an end marker, and where they stop", () => {
    const pixels = jpeg.subarray(0, -2);
    expect(jpegStructure(pixels)).toMatchObject({ end: "unmarked", pixelsEnd: pixels.length });
    expect(jpegStructure(Buffer.concat([pixels, jpeg]))).toMatchObject({
      end: "unmarked",
      pixelsEnd: pixels.length,
    });
    const half = pixels.subarray(0, Math.floor(pixels.length * 0.7));
    expect(jpegStructure(Buffer.concat([half, jpeg]))).toMatchObject({
      end: "unmarked",
      pixelsEnd: half.length,
    });
  });

  it("passes over fill bytes, restart markers and escaped 0xff", () => {
    const scan = Buffer.from([
      0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xd7, 4, 0xff, 0xff, 0xff,
    ]);
    const built = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xff, 0x01, 0xff, 0xd3]), scan]);
    expect(jpegStructure(Buffer.concat([built, Buffer.from([0xd9])])).end).toBe("whole");
  });

  it.each([
    [0xc1, 12],
    [0xc3, 16],
    [0xc9, 8],
    [0xcf, 8],
  ])("tells the kind of frame %i with %i bits", (marker, bits) => {
    const header = Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xc4, Buffer.from([99])),
      segment(0xc8, Buffer.from([98])),
      segment(0xcc, Buffer.from([97])),
      segment(marker, Buffer.from([bits, 0, 80])),
      segment(0xc0, Buffer.from([8])),
    ]);
    expect(jpegStructure(header)).toEqual({
      end: "cut",
      pixelsEnd: 0,
      scans: [],
      frame: marker,
      precision: bits,
    });
  });
});

describe("the pieces of a picture", () => {
  const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
  const pieces = (text: string) => pictureSegments(hex(text))?.map((piece) => piece.toString("hex"));

  it("are its segments from the start to the end marker, pixels with the scan that they follow", () => {
    expect(pieces("ffd8 ffe00003aa ffda000301 1122ff00 ffd9")).toEqual([
      "ffd8",
      "ffe00003aa",
      "ffda0003011122ff00",
      "ffd9",
    ]);
    expect(Buffer.concat(pictureSegments(jpeg)!).equals(jpeg)).toBe(true);
    expect(pictureSegments(progressive)!.length).toBeGreaterThan(10);
  });

  it("end with the picture, whatever stands behind it", () => {
    expect(pieces("ffd8 ffd9 ffd8 ffe0")).toEqual(["ffd8", "ffd9"]);
    expect(Buffer.concat(pictureSegments(Buffer.concat([jpeg, jpeg]))!).equals(jpeg)).toBe(true);
  });

  it("are without the bytes that only fill, and know markers that stand alone", () => {
    expect(pieces("ffd8 ffff ff01 ffd3 ffe00002 ffffffd9")).toEqual([
      "ffd8",
      "ff01",
      "ffd3",
      "ffe00002",
      "ffd9",
    ]);
  });

  it.each([
    ["nothing", ""],
    ["a start alone", "ffd8"],
    ["half a marker", "ffd8ff"],
    ["a marker without its length", "ffd8ffe0"],
    ["half a length", "ffd8ffe000"],
    ["half a segment", "ffd8ffe00005aa"],
    ["pixels without an end", "ffd8ffda00030111"],
    ["something else in place of a marker", "ffd8ffe0000200ffd9"],
    ["another picture in place of its end", "ffd8ffe00002ffd8ffd9"],
    ["another picture behind its header", "ffd8ffd8ffe00002ffd9"],
  ])("are not known of %s", (_, text) => {
    expect(pieces(text)).toBeUndefined();
  });
});

describe("the structure of a picture that is built by hand", () => {
  const of = (text: string) => jpegStructure(Buffer.from(text.replaceAll(" ", ""), "hex"));

  it("ends where something else than a marker stands", () => {
    expect(of("ffd8 ffe00002 00 ffda0002 11 ffd9")).toMatchObject({ end: "cut", scans: [] });
    expect(of("ffd8 ffda0002 11 ff05 22 ffd9")).toMatchObject({ end: "unmarked", pixelsEnd: 7 });
    expect(of("ffd8 ffda0002 11 ffd8 ffd9")).toMatchObject({ end: "unmarked", pixelsEnd: 7 });
    expect(of("ffd8 ffda0002 11 ffd8 ffe00002 ffd9").end).toBe("unmarked");
  });

  it("goes on behind escaped 0xff, restart markers and fill bytes within pixels, and to the end without any", () => {
    expect(of("ffd8 ffda0002 11ff00 22ffd7 33ffff ffd9")).toMatchObject({ end: "whole", pixelsEnd: 15 });
    expect(of("ffd8 ffda0002 112233")).toMatchObject({ end: "unmarked", pixelsEnd: 9 });
    expect(of("ffd8 ffda0002 1122ff")).toMatchObject({ end: "unmarked", pixelsEnd: 8 });
    expect(of("ffd8 ffda0002 ff")).toMatchObject({ end: "unmarked", pixelsEnd: 6 });
  });

  it("has a scan only where pixels follow its header", () => {
    expect(of("ffd8 ffda0002")).toMatchObject({ end: "cut", scans: [] });
    expect(of("ffd8 ffda0002 11").scans).toEqual([{ components: [], from: 0, to: 0, bitsLeft: 0 }]);
    expect(of("ffd8 ffda0008 01 07 00 03 3f 21 11").scans).toEqual([
      { components: [7], from: 3, to: 63, bitsLeft: 1 },
    ]);
  });

  it("has a frame, and its precision where the header goes on so far", () => {
    expect(of("ffd8 ffc20003")).toEqual({ end: "cut", pixelsEnd: 0, scans: [], frame: 0xc2 });
    expect(of("ffd8 ffc20003 0c")).toMatchObject({ frame: 0xc2, precision: 12 });
    expect(of("ffd8 ffbf0003 08")).not.toHaveProperty("frame");
    expect(of("ffd8 ffd00003 08")).not.toHaveProperty("frame");
  });
});
