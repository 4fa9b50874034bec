/** JPEGs put together by hand, byte by byte, of kinds that no encoder at hand writes. */

const segment = (marker: number, data: Buffer | number[]): Buffer => {
  const body = Buffer.from(data);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const u16 = (value: number) => [value >> 8, value & 0xff];

const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);

export interface Flat {
  width: number;
  height: number;
  /** 1 grey, 3 YCbCr, 4 CMYK or YCCK. */
  components?: number;
  /** Start-of-frame marker: 0xc0 baseline, 0xc1 extended, 0xc3 lossless, 0xc5 hierarchical, 0xc9 arithmetic. */
  frame?: number;
  precision?: number;
  /** Blocks between two restart markers. */
  restart?: number;
  /** Colour transform in an Adobe marker: 0 RGB or CMYK, 1 YCbCr, 2 YCCK. */
  adobe?: number;
  /** Segments before the frame. */
  before?: Buffer[];
}

/**
 * A picture all of one grey. Its Huffman tables have a code of one bit, 0, for "no difference" and for "end of block":
 * every block is as many zeros as its components take.
 */
export function flatJpeg(flat: Flat): Buffer {
  const {
    width,
    height,
    components = 1,
    frame = 0xc0,
    precision = 8,
    restart = 0,
    adobe,
    before = [],
  } = flat;
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const table = (kind: number) => segment(0xc4, [kind, 1, ...new Array(15).fill(0), 0]);
  return Buffer.concat([
    SOI,
    ...(adobe === undefined ? [] : [segment(0xee, [...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, adobe])]),
    ...before,
    segment(0xdb, [0, ...new Array(64).fill(1)]),
    segment(frame, [
      precision,
      ...u16(height),
      ...u16(width),
      components,
      ...ids.flatMap((id) => [id, 0x11, 0]),
    ]),
    table(0x00),
    table(0x10),
    ...(restart > 0 ? [segment(0xdd, u16(restart))] : []),
    segment(0xda, [components, ...ids.flatMap((id) => [id, 0]), 0, 63, 0]),
    ...pixels(blocks, 2 * components, restart),
    EOI,
  ]);
}

function pixels(blocks: number, bitsEach: number, restart: number): Buffer[] {
  if (restart === 0) return [zeros(blocks * bitsEach)];
  const parts: Buffer[] = [];
  for (let done = 0, n = 0; done < blocks; done += restart, n++) {
    if (n > 0) parts.push(Buffer.from([0xff, 0xd0 + ((n - 1) % 8)]));
    parts.push(zeros(Math.min(restart, blocks - done) * bitsEach));
  }
  return parts;
}

/** So many bits 0, filled up with 1. */
function zeros(bits: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits / 8));
  if (bits % 8 > 0) bytes[bytes.length - 1] = 0xff >> (bits % 8);
  return bytes;
}

/** Puts segments behind the start of a JPEG. */
export const withSegments = (jpeg: Buffer, ...segments: Buffer[]): Buffer =>
  Buffer.concat([SOI, ...segments, jpeg.subarray(2)]);

export const comment = (text: string) => segment(0xfe, Buffer.from(text));
/** Says that it is EXIF, XMP or whatever, and holds nothing. */
export const emptySegment = segment(0xe1, []);
export const withoutEnd = (jpeg: Buffer) => jpeg.subarray(0, jpeg.lastIndexOf(EOI));

/** EXIF whose orientation is `value`; further bytes may follow its one directory. */
export function exif(value: number, more = Buffer.alloc(0)): Buffer {
  const tiff = Buffer.from([
    ...Buffer.from("MM"),
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    ...u16(value),
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  return segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff, more]));
}

/** EXIF whose directory says that the next one is itself, and that a field has four thousand million values. */
export function circularExif(): Buffer {
  const tiff = [
    ...Buffer.from("MM"),
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x0f,
    0,
    2,
    0xff,
    0xff,
    0xff,
    0xff,
    0,
    0,
    0,
    8,
    0,
    0,
    0,
    8,
  ];
  return segment(0xe1, [...Buffer.from("Exif\0\0"), ...tiff]);
}

export const iccSegment = (profile: Buffer) =>
  segment(0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0"), Buffer.from([1, 1]), profile]));
export const xmpSegment = (xml: string) => segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xml}`));

/** Several segments of one XMP packet, as phones write what does not fit into one. */
export function extendedXmp(bytes: number): Buffer[] {
  const most = 65_000;
  const guid = "0123456789ABCDEF0123456789ABCDEF";
  return Array.from({ length: Math.ceil(bytes / most) }, (_, i) => {
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32BE(bytes, 0);
    sizes.writeUInt32BE(i * most, 4);
    const text = Buffer.alloc(Math.min(most, bytes - i * most), "x");
    return segment(
      0xe1,
      Buffer.concat([Buffer.from(`http://ns.adobe.com/xmp/extension/\0${guid}`), sizes, text]),
    );
  });
}

/** Two pictures in one file, with an index of the second in the first (CIPA DC-007), as 3D and HDR photos have it. */
export function multiPicture(first: Buffer, second: Buffer, ...segments: Buffer[]): Buffer {
  const entries = Buffer.alloc(32);
  const index = Buffer.concat([
    Buffer.from("MPF\0MM"),
    Buffer.from([0, 42, 0, 0, 0, 8, 0, 3]),
    Buffer.from([0xb0, 0, 0, 7, 0, 0, 0, 4, ...Buffer.from("0100")]),
    Buffer.from([0xb0, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2]),
    Buffer.from([0xb0, 2, 0, 7, 0, 0, 0, 32, 0, 0, 0, 50, 0, 0, 0, 0]),
    entries,
  ]);
  const size = withSegments(first, ...segments, segment(0xe2, index)).length;
  entries.writeUInt32BE(0x030000, 0);
  entries.writeUInt32BE(size, 4);
  entries.writeUInt32BE(second.length, 20);
  entries.writeUInt32BE(size - 16, 24);
  entries.copy(index, index.length - 32);
  return Buffer.concat([withSegments(first, ...segments, segment(0xe2, index)), second]);
}

/**
 * What Samsung's phones put behind a picture: a block with its type, name and data, and a directory of where it is,
 * counted back from the directory.
 */
export function samsungTrailer(name: string, data: Buffer): Buffer {
  const type = Buffer.from("\0\0\x01\x0a", "latin1");
  const block = Buffer.concat([type, uint32(name.length), Buffer.from(name), data]);
  const directory = Buffer.concat([
    Buffer.from("SEFH"),
    ...[107, 1].map(uint32),
    type,
    ...[block.length, block.length].map(uint32),
  ]);
  return Buffer.concat([block, directory, uint32(directory.length), Buffer.from("SEFT")]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
