import sharp, { type JpegOptions } from "sharp";
import { describe, expect, it } from "vitest";
import { jpegStructure } from "../../core/jpeg-structure.ts";

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
