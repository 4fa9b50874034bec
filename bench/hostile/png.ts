import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function chunk(type: string, data: Buffer = Buffer.alloc(0), isRight = true): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc32(body) ^ (isRight ? 0 : 1)) >>> 0, body.length + 4);
  return out;
}

export const header = (width: number, height: number, bits: number, colour: number, interlace = 0) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bits, colour, 0, 0, interlace], 8);
  return chunk("IHDR", data);
};

/** All of one colour, whatever the size. */
export const blankPng = (width: number, height: number, bits = 1, colour = 0): Buffer =>
  Buffer.concat([
    SIGNATURE,
    header(width, height, bits, colour),
    chunk("IDAT", deflateSync(Buffer.alloc((1 + Math.ceil((width * bits) / 8)) * height))),
    chunk("IEND"),
  ]);

export const pngOf = (...chunks: Buffer[]): Buffer => Buffer.concat([SIGNATURE, ...chunks]);

/** Puts chunks behind the header. */
export const withChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);

/** Says that the picture is the first of two of a film. */
export const animated = (png: Buffer, width: number, height: number): Buffer => {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(width, 4);
  frame.writeUInt32BE(height, 8);
  return withChunks(png, chunk("acTL", control), chunk("fcTL", frame));
};
