/**
 * How a JPEG is built (ITU-T T.81, annex B), as far as it tells whether the picture is whole: the headers up to the first
 * scan, and where the picture itself ends. What cameras put behind it (a second picture, a gain map, a video, a
 * maker's trailer) is not looked at.
 */
// @ts-nocheck


/** One pass over the picture: which coefficients of which components it brings, and how many bits are still to come. */
export interface Scan {
  components: number[];
  /** First and last coefficient of a block, 0 to 63. */
  from: number;
  to: number;
  bitsLeft: number;
}

export interface JpegStructure {
  /** How the pixels are coded, by its start-of-frame marker: `0xc0` baseline, `0xc2` progressive. */
  frame?: number;
  /** Bits of a sample: 8 in nearly all photos. */
  precision?: number;
  /**
   * `whole`: the picture has its end marker. `unmarked`: it has pixels, but stops without one: at the end of the file,
   * where another picture begins, or where something else stands; its pixels may all be there. `cut`: no pixels.
   */
  end: "whole" | "unmarked" | "cut";
  /** Offset behind the last coded pixel, where the end marker is or should be. */
  pixelsEnd: number;
  /** In the order of the file: one in most photos, about ten in a progressive one. */
  scans: Scan[];
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/** Start-of-frame markers: all of 0xc0 to 0xcf but the tables for Huffman (c4), arithmetic (cc) and a reserved one (c8). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Fill bytes, restart markers and TEM stand alone; every other marker is followed by a length. */
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

export function jpegStructure(jpeg: Uint8Array): JpegStructure {
  const found: JpegStructure = { end: "cut", pixelsEnd: 0, scans: [] };
  let at = 2;
  while (at + 1 < jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (marker === EOI) return found.end === "cut" ? found : { ...found, end: "whole" };
    else if (marker === SOI || at + 3 >= jpeg.length) return found;
    else {
      if (isFrame(marker) && found.frame === undefined) {
        found.frame = marker;
        if (at + 4 < jpeg.length) found.precision = jpeg[at + 4]!;
      }
      const header = at;
      at += 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
      if (marker !== SOS || at >= jpeg.length) continue;
      found.scans.push(scanOf(jpeg.subarray(header + 4, at)));
      at = nextMarker(jpeg, at);
      found.end = "unmarked";
      found.pixelsEnd = at;
    }
  }
  return found;
}

/** Count of components, two bytes for each, first and last coefficient, bits before and left in one byte. */
function scanOf(header: Uint8Array): Scan {
  const count = header[0] ?? 0;
  const [from = 0, to = 0, bits = 0] = header.subarray(1 + 2 * count);
  const components = Array.from({ length: count }, (_, i) => header[1 + 2 * i] ?? 0);
  return { components, from, to, bitsLeft: bits & 0x0f };
}

/** From within coded pixels, where a 0xff is followed by a zero, to the next marker that ends them. */
function nextMarker(jpeg: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = jpeg.indexOf(0xff, at);
    if (at < 0) return jpeg.length;
    const next = jpeg[at + 1];
    if (next !== 0x00 && next !== 0xff && !(next !== undefined && standsAlone(next))) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/**
 * The pieces of a JPEG, each from its marker on and with the pixels that follow it, from the start to the end marker of
 * the picture; what stands behind that is not among them. Undefined where the picture has no end.
 */
export function pictureSegments(jpeg: Buffer): Buffer[] | undefined {
  const segments = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 1 < jpeg.length && jpeg[at] === 0xff) {
    const [start, marker] = [at, jpeg[at + 1]!];
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker) || marker === EOI) at += 2;
    else if (marker === SOI || at + 3 >= jpeg.length) return undefined;
    else {
      at += 2 + jpeg.readUInt16BE(at + 2);
      if (at > jpeg.length) return undefined;
      if (marker === SOS) at = nextMarker(jpeg, at);
    }
    if (marker !== 0xff) segments.push(jpeg.subarray(start, at));
    if (marker === EOI) return segments;
  }
  return undefined;
}
