import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { MAX_OBJECT_BYTES, MIN_SIDE_PIXELS } from "../../core/image-limits.ts";
import { randomNumbers } from "../synthetic-results.ts";
import { CUT, type Expected, format, type HostileFile, REPAIRED, TAKEN } from "./expect.ts";
import {
  circularExif,
  comment,
  emptySegment,
  exif,
  extendedXmp,
  type Flat,
  flatJpeg,
  iccSegment,
  multiPicture,
  withoutEnd,
  withSegments,
  xmpSegment,
} from "./jpeg.ts";
import { animated, blankPng, chunk, header, pngOf, withChunks } from "./png.ts";

const EXTENSIONS = "jpg JPEG jpe jfif mpo png heic heif webp gif tif tiff bmp avif jxl jp2".split(" ");
const WIDTH = 120;
const HEIGHT = 96;

/** As Samsung's panoramas end: with a directory of the maker's own in place of the end marker. */
const TRAILER = Buffer.from("\0\0\x01\x0aImage_UTC_DataSEFH\x6b\0\0\0\x01\0\0\0SEFT", "latin1");

/** As many files as make each kind of trouble, the same every time. `share` makes only that part of those that differ in a name or a place. */
export async function hostileFiles(share = 1): Promise<HostileFile[]> {
  const files: HostileFile[] = [];
  let seed = 0;
  const picture = () => noise(++seed);
  const add = (kind: string, name: string | Buffer, bytes: Buffer, expected: Expected) =>
    files.push({ kind, name, bytes, expected });

  await everyFormatUnderEveryName(add, picture, share);
  await truncations(add, picture, share);
  await ends(add, picture);
  await codings(add, picture);
  await metadata(add, picture);
  await names(add, picture);
  await sizes(add);
  return files;
}

type Add = (kind: string, name: string | Buffer, bytes: Buffer, expected: Expected) => void;
type Picture = () => Sharp;

/** Noise, in which no face is found: no two alike, so that none is taken for a copy of another. */
function noise(seed: number): Sharp {
  const random = randomNumbers(seed);
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 256 * random();
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).blur(1);
}

async function everyFormatUnderEveryName(add: Add, picture: Picture, share: number): Promise<void> {
  const extensions = EXTENSIONS.slice(0, Math.ceil(EXTENSIONS.length * share));
  const box = (brand: string) =>
    Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from(`ftyp${brand}\0\0\0\0mif1${brand}`),
      Buffer.alloc(600),
    ]);
  const formats: Record<string, [Expected, () => Buffer | Promise<Buffer>]> = {
    jpeg: [TAKEN, () => picture().jpeg().toBuffer()],
    png: [TAKEN, () => picture().png().toBuffer()],
    webp: [format("WebP"), () => picture().webp().toBuffer()],
    gif: [format("GIF"), () => picture().gif().toBuffer()],
    tiff: [format("TIFF"), () => picture().tiff().toBuffer()],
    avif: [format("AVIF"), () => picture().avif({ effort: 0 }).toBuffer()],
    bmp: [format("BMP"), () => Buffer.concat([Buffer.from("BM"), Buffer.alloc(500, 3)])],
    heic: [format("HEIC"), () => box("heic")],
    jxl: [format("JPEG XL"), () => Buffer.concat([Buffer.from("ff0a", "hex"), Buffer.alloc(500, 3)])],
    jp2: [
      format("JPEG 2000"),
      () => Buffer.from(`0000000c6a5020200d0a870a00000014667479706a7032200000000${"0".repeat(400)}`, "hex"),
    ],
    psd: [format("PSD"), () => Buffer.concat([Buffer.from("8BPS\0\x01"), Buffer.alloc(500, 3)])],
    mp4: [format("MP4 video"), () => box("isom")],
    svg: [
      format("SVG"),
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>'),
    ],
    pdf: [format("PDF"), () => Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")],
    zip: [format("ZIP"), () => Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)])],
    text: [format("not an image"), () => Buffer.from("This is a letter to grandmother.\n")],
  };
  for (const [name, [expected, make]] of Object.entries(formats)) {
    for (const extension of extensions) {
      const bytes = await make();
      // Bytes behind the end, other ones each time, or they would be duplicates of each other.
      add(
        "every format under every extension",
        `${name}.${extension}`,
        Buffer.concat([bytes, Buffer.from(`\n${name} ${extension}`)]),
        expected,
      );
    }
  }
}

async function truncations(add: Add, picture: Picture, share: number): Promise<void> {
  const random = randomNumbers(4242);
  const whole = {
    "baseline.jpg": await picture().jpeg().toBuffer(),
    "progressive.jpg": await picture().jpeg({ progressive: true }).toBuffer(),
    "whole.png": await picture().png().toBuffer(),
  };
  for (const [name, bytes] of Object.entries(whole)) {
    for (let i = 0; i < 35 * share; i++) {
      const length = 1 + Math.floor(random() * (bytes.length - 40));
      add("cut at a random place", `cut-${i}-${name}`, bytes.subarray(0, length), CUT);
    }
  }
}

async function ends(add: Add, picture: Picture): Promise<void> {
  const gainMap = await picture().resize(40, 30).jpeg().toBuffer();
  for (const progressive of [false, true]) {
    // Large enough that a hundredth of it is more than what may stand behind it.
    const jpeg = () => picture().resize(480, 384).jpeg({ progressive, quality: 95 }).toBuffer();
    const kind = progressive ? "end of a progressive JPEG" : "end of a baseline JPEG";
    const named = (name: string) => `${progressive ? "progressive" : "baseline"}-${name}.jpg`;
    add(kind, named("without-end"), withoutEnd(await jpeg()), REPAIRED);
    add(kind, named("half-an-end"), (await jpeg()).subarray(0, -1), REPAIRED);
    add(kind, named("trailer-for-end"), Buffer.concat([withoutEnd(await jpeg()), TRAILER]), REPAIRED);
    add(kind, named("zeros-behind"), Buffer.concat([await jpeg(), Buffer.alloc(9999)]), TAKEN);
    add(
      kind,
      named("video-behind"),
      Buffer.concat([await jpeg(), Buffer.from("\0\0\0\x18ftypmp42"), Buffer.alloc(9999, 7)]),
      TAKEN,
    );
    add(kind, named("gain-map"), multiPicture(await jpeg(), gainMap, xmpSegment(HDR)), TAKEN);
    add(
      kind,
      named("half-a-gain-map"),
      multiPicture(await jpeg(), gainMap.subarray(0, 300), xmpSegment(HDR)),
      TAKEN,
    );
    add(kind, named("no-gain-map"), multiPicture(await jpeg(), Buffer.alloc(300, 9), xmpSegment(HDR)), TAKEN);
    add(kind, named("two-pictures"), multiPicture(await jpeg(), await jpeg()), TAKEN);
    for (const missing of [0.01, 0.1, 0.5]) {
      const all = await jpeg();
      const cut = all.subarray(0, Math.floor(all.length * (1 - missing)));
      add(kind, named(`cut-${missing}`), cut, CUT);
      add(kind, named(`cut-${missing}-gain-map`), Buffer.concat([cut, gainMap]), CUT);
      add(kind, named(`cut-${missing}-trailer`), Buffer.concat([cut, TRAILER]), CUT);
    }
  }
}

const HDR = '<x:xmpmeta xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/>';

async function codings(add: Add, picture: Picture): Promise<void> {
  const jpeg = (name: string, flat: Partial<Flat>, expected: Expected) =>
    add(
      "coding of a JPEG",
      `${name}.jpg`,
      flatJpeg({ width: WIDTH, height: HEIGHT, before: [comment(name)], ...flat }),
      expected,
    );
  const notOrdinary = (kind: string): Expected => ({ outcome: "rejected", says: new RegExp(`${kind} JPEG`) });
  jpeg("grey", {}, TAKEN);
  for (const restart of [1, 7, 40]) jpeg(`restart-${restart}`, { restart }, TAKEN);
  jpeg("restart-colour", { restart: 20, components: 3 }, TAKEN);
  jpeg("extended", { frame: 0xc1, components: 3 }, TAKEN);
  jpeg("arithmetic", { frame: 0xc9, components: 3 }, TAKEN);
  jpeg("12-bit", { frame: 0xc1, precision: 12 }, notOrdinary("12-bit"));
  jpeg("lossless", { frame: 0xc3 }, notOrdinary("lossless"));
  jpeg("hierarchical", { frame: 0xc5 }, notOrdinary("hierarchical"));
  jpeg("cmyk", { components: 4 }, TAKEN);
  jpeg("cmyk-adobe", { components: 4, adobe: 0 }, TAKEN);
  jpeg("ycck-adobe", { components: 4, adobe: 2 }, TAKEN);
  jpeg("rgb-adobe", { components: 3, adobe: 0 }, TAKEN);
  jpeg("adobe-nonsense", { components: 3, adobe: 77 }, TAKEN);
  jpeg("strip-65500", { width: 65_500, height: 80 }, TAKEN);
  jpeg("strip-upright", { width: 80, height: 65_500 }, TAKEN);
  for (const space of ["cmyk", "b-w"] as const)
    add(
      "coding of a JPEG",
      `sharp-${space}.jpg`,
      await picture().toColourspace(space).jpeg().toBuffer(),
      TAKEN,
    );

  const png = (name: string, bytes: Buffer, expected = TAKEN) =>
    add("coding of a PNG", `${name}.png`, bytes, expected);
  png("interlaced", await picture().png({ progressive: true }).toBuffer());
  png("16-bit", await picture().toColourspace("rgb16").png().toBuffer());
  png("palette", await picture().png({ palette: true }).toBuffer());
  png("two-colours", await picture().png({ palette: true, colours: 2 }).toBuffer());
  png("grey", await picture().greyscale().png().toBuffer());
  png("alpha", await picture().ensureAlpha(0.3).png().toBuffer());
  png("1-bit", withChunks(blankPng(WIDTH, HEIGHT), chunk("tEXt", Buffer.from("Comment\x001-bit"))));
  png("film", animated(await picture().png().toBuffer(), WIDTH, HEIGHT));
  png(
    "bad-checksum",
    pngOf(
      header(WIDTH, HEIGHT, 8, 0),
      chunk("IDAT", deflateSync(Buffer.alloc(161 * 120)), false),
      chunk("IEND"),
    ),
    {
      outcome: "rejected",
      says: /damaged|cannot be read|decode/i,
    },
  );
  png("no-pixels", pngOf(header(WIDTH, HEIGHT, 8, 0), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be|cut/i,
  });
  png("no-header", pngOf(chunk("IDAT", Buffer.alloc(9)), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be/i,
  });
  png("colour-of-none", pngOf(header(WIDTH, HEIGHT, 3, 5), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be/i,
  });
}

async function metadata(add: Add, picture: Picture): Promise<void> {
  const kind = "metadata";
  const jpeg = async (name: string, ...segments: Buffer[]) =>
    add(kind, `${name}.jpg`, withSegments(await picture().jpeg().toBuffer(), ...segments), TAKEN);
  for (const orientation of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65_535])
    await jpeg(`orientation-${orientation}`, exif(orientation));
  await jpeg("exif-200-kB", ...Array.from({ length: 4 }, () => exif(1, Buffer.alloc(50_000, 1))));
  await jpeg("exif-circle", circularExif());
  await jpeg("exif-nothing", emptySegment);
  await jpeg("icc-broken", iccSegment(Buffer.alloc(200, 5)));
  await jpeg("icc-empty", iccSegment(Buffer.alloc(0)));
  await jpeg("icc-huge-count", iccSegment(Buffer.alloc(60_000, 255)));
  await jpeg("xmp-broken", xmpSegment("<x:xmpmeta><rdf:RDF"));
  await jpeg("xmp-extended", xmpSegment(HDR), ...extendedXmp(300_000));
  await jpeg("comment", comment("\x1b[2J\x07 nothing to see"));
  const png = async (name: string, ...chunks: Buffer[]) =>
    add(kind, `${name}.png`, withChunks(await picture().png().toBuffer(), ...chunks), TAKEN);
  await png(
    "png-icc-broken",
    chunk("iCCP", Buffer.concat([Buffer.from("x\0\0"), deflateSync(Buffer.alloc(99, 5))])),
  );
  await png(
    "png-text-bomb",
    chunk("zTXt", Buffer.concat([Buffer.from("x\0\0"), deflateSync(Buffer.alloc(50_000_000))])),
  );
  await png("png-unknown", chunk("abCd", Buffer.alloc(70_000, 1)));
}

const NAMES = [
  "line\nbreak.jpg",
  "tab\tbell\x07.jpg",
  "escape\x1b[31m.jpg",
  "-rf.jpg",
  " blank at both ends .jpg",
  "été ☃ 👩‍👩‍👧.jpg",
  "a%2Fb+c%.jpg",
  "<img src=x onerror=alert(1)>.jpg",
  "'; drop table photos; --.jpg",
  "back\\slash.jpg",
  "dots...jpg",
  "\u202egpj.exe.jpg",
  `${"n".repeat(251)}.jpg`,
  `${"é".repeat(125)}x.jpg`,
];

async function names(add: Add, picture: Picture): Promise<void> {
  for (const name of NAMES) add("names", name, await picture().jpeg().toBuffer(), TAKEN);
  for (const bytes of ["ff", "c3", "eda080", "f8888080"]) {
    const name = Buffer.concat([Buffer.from("no utf-8 "), Buffer.from(bytes, "hex"), Buffer.from(".jpg")]);
    add("names", name, await picture().jpeg().toBuffer(), { outcome: "unreadable", says: /not UTF-8/ });
  }
}

async function sizes(add: Add): Promise<void> {
  const kind = "sizes";
  const rejected = (says: RegExp): Expected => ({ outcome: "rejected", says });
  const flat = (width: number, height: number, text: string) =>
    flatJpeg({ width, height, before: [comment(text)] });
  add(kind, "nothing.jpg", Buffer.alloc(0), rejected(/empty/));
  add(kind, "one-byte.jpg", Buffer.from([0xff]), rejected(/not an image/));
  add(
    kind,
    "noise.jpg",
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 7919) % 251)),
    rejected(/Rekognition takes/),
  );
  add(kind, "79.jpg", flat(79, 200, "79"), rejected(/79x200 pixels/));
  add(kind, "80.jpg", flat(MIN_SIDE_PIXELS, MIN_SIDE_PIXELS, "80"), TAKEN);
  add(kind, "1x1.png", blankPng(1, 1), rejected(/1x1 pixels/));
  add(kind, "0x0.jpg", flat(0, 0, "0"), CUT);
  add(
    kind,
    "over-15-MB.jpg",
    Buffer.concat([flat(99, 99, "15"), Buffer.alloc(MAX_OBJECT_BYTES)]),
    rejected(/15\.0 MB|up to 15 MB/),
  );
  add(kind, "bomb-16000-1-bit.png", blankPng(16_000, 16_000), rejected(/16000x16000 pixels/));
  add(kind, "bomb-30000-1-bit.png", blankPng(30_000, 30_000), rejected(/30000x30000 pixels/));
  add(kind, "bomb-60000.jpg", flat(60_000, 30_000, "bomb"), rejected(/60000x30000 pixels/));
  add(
    kind,
    "bomb-said-only.png",
    pngOf(header(2 ** 31 - 1, 2 ** 31 - 1, 8, 2), chunk("IDAT"), chunk("IEND")),
    rejected(/pixels|damaged|cannot be/),
  );
  add(kind, "99-megapixels.jpg", flat(9_960, 9_960, "99"), TAKEN);
}
