import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { samsungTrailer } from "../../bench/hostile/jpeg.ts";
import { integrityOf, withEndMarker } from "../../core/image-integrity.ts";

const picture = sharp({
  create: {
    width: 160,
    height: 120,
    channels: 3,
    background: "#000",
    noise: { type: "gaussian", mean: 128, sigma: 40 },
  },
});
const jpeg = await picture.clone().jpeg().toBuffer();
const progressive = await picture.clone().jpeg({ progressive: true }).toBuffer();
const png = await picture.clone().png().toBuffer();
/** As Samsung's panoramas end: with a directory of the maker's own in place of the end marker. */
const trailer = samsungTrailer("Image_UTC_Data", Buffer.from("1415925382127"));
/** Its directory is not whole, so nothing says where it begins. */
const shortTrailer = Buffer.from("\0\0\x01\x0aImage_UTC_DataSEFH\x6b\0\0\0\x01\0\0\0SEFT", "latin1");
const unknownTrailer = Buffer.from("of a camera that nobody knows, without a directory or a mark".repeat(3));

/** With a comment (a segment of metadata) that begins as the blocks of such a trailer do. */
function withComment(image: Buffer): Buffer {
  const words = Buffer.from("\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data", "latin1");
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + words.length]), words]);
  return Buffer.concat([image.subarray(0, 2), segment, image.subarray(2)]);
}

/** The trailer, with another distance in the only entry of its directory. */
function claimsDistance(bytes: number): Buffer {
  const changed = Buffer.from(trailer);
  changed.writeUInt32LE(bytes, trailer.indexOf("SEFH") + 16);
  return changed;
}

describe.each([
  ["baseline", jpeg],
  ["progressive", progressive],
])("a %s JPEG", (_, whole) => {
  it.each([
    ["alone", whole],
    ["with bytes behind it", Buffer.concat([whole, Buffer.alloc(500, 7)])],
    ["with a second picture behind it", Buffer.concat([whole, jpeg])],
    ["with half a gain map behind it", Buffer.concat([whole, jpeg.subarray(0, 900)])],
  ])("is whole %s", async (_, image) => {
    expect(await integrityOf(image, "JPEG")).toBe("whole");
  });

  it.each([
    ["without an end marker", whole.subarray(0, -2)],
    ["with half an end marker", whole.subarray(0, -1)],
    ["with a maker's trailer in its place", Buffer.concat([whole.subarray(0, -2), trailer])],
    [
      "with words like a trailer's in its metadata, too",
      Buffer.concat([withComment(whole.subarray(0, -2)), trailer]),
      withComment(whole),
    ],
    ["with another picture in its place", Buffer.concat([whole.subarray(0, -2), jpeg])],
  ])("can be repaired %s, and not a pixel changes", async (_, image, restored = whole) => {
    expect(await integrityOf(image, "JPEG")).toBe("repairable");
    const repaired = withEndMarker(image);
    expect(await integrityOf(repaired, "JPEG")).toBe("whole");
    expect(repaired.equals(restored)).toBe(true);
  });

  it.each([0.01, 0.1, 0.5])("is cut when %d of it is missing, whatever follows", async (share) => {
    const cut = whole.subarray(0, Math.floor(whole.length * (1 - share)));
    expect(await integrityOf(cut, "JPEG")).toBe("cut");
    expect(await integrityOf(Buffer.concat([cut, trailer]), "JPEG")).toBe("cut");
    expect(await integrityOf(Buffer.concat([cut, jpeg]), "JPEG")).toBe("cut");
  });

  it.each([4, 8, 12, 16, 20, 24, 32])(
    "is cut when the last %d bytes of its pixels are missing",
    async (bytes) => {
      const cut = whole.subarray(0, -2 - bytes);
      expect(await integrityOf(cut, "JPEG")).toBe("cut");
      expect(await integrityOf(Buffer.concat([cut, trailer]), "JPEG")).toBe("cut");
      expect(await integrityOf(Buffer.concat([cut, unknownTrailer]), "JPEG")).toBe("cut");
    },
  );

  it.each([
    ["something of an unknown kind", unknownTrailer],
    ["a maker's trailer without a directory", shortTrailer],
    ["one that says it begins before the file", claimsDistance(2 ** 31)],
  ])("may be cut where %s stands in place of the end marker", async (_, trailing) => {
    expect(await integrityOf(Buffer.concat([whole.subarray(0, -2), trailing]), "JPEG")).toBe("cut");
  });
});

it("is cut when a progressive JPEG stops between two scans", async () => {
  const starts = [...progressive.keys()].filter(
    (i) => progressive[i] === 0xff && progressive[i + 1] === 0xda,
  );
  expect(starts.length).toBeGreaterThan(5);
  for (const start of starts.slice(1)) {
    // The tables of the next scan stand before it: where they begin, the scan before it ends.
    const end = progressive.lastIndexOf(Buffer.from([0xff, 0xc4]), start);
    const ends = await integrityOf(progressive.subarray(0, end), "JPEG");
    expect(ends, `${end} of ${progressive.length} bytes`).toBe("cut");
  }
});

it("cannot tell of what is no picture at all", async () => {
  const scanOfNothing = Buffer.from("ffd8ffda0002010203", "hex");
  expect(await integrityOf(scanOfNothing, "JPEG")).toBe("cut");
});

describe("a PNG", () => {
  it("is whole when its last chunk is, whatever follows", async () => {
    expect(await integrityOf(png, "PNG")).toBe("whole");
    expect(await integrityOf(Buffer.concat([png, Buffer.alloc(9)]), "PNG")).toBe("whole");
  });

  it("is cut anywhere before that", async () => {
    for (const bytes of [1, 4, 11, 12, 13, png.length / 2, png.length - 8, png.length])
      expect(await integrityOf(png.subarray(0, png.length - bytes), "PNG"), `${bytes} less`).toBe("cut");
  });

  it("is damaged when a byte of what it needs is another, and whole when one of the rest is", async () => {
    const data = png.indexOf("IDAT") + 20;
    const changed = Buffer.from(png);
    changed[data]! ^= 1;
    expect(await integrityOf(changed, "PNG")).toBe("damaged");
    const comment = Buffer.from("0000000374455874412042ffffffff", "hex");
    const commented = Buffer.concat([png.subarray(0, 33), comment, png.subarray(33)]);
    expect(await integrityOf(commented, "PNG")).toBe("whole");
  });

  it("is not whole because the letters IEND stand in it", async () => {
    const cut = Buffer.concat([png.subarray(0, png.length / 2), Buffer.from("IEND")]);
    expect(await integrityOf(cut, "PNG")).toBe("cut");
  });
});
