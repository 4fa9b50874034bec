import { crc32 } from "node:zlib";
import sharp from "sharp";
import { type Exposure, readExposure } from "../../core/exif.ts";
import { formatOf } from "../../core/image-format.ts";
import { type AcceptedFormat, isAcceptedFormat } from "../../core/image-limits.ts";
import { pictureSegments } from "../../core/jpeg-structure.ts";

/**
 * The JPEG or PNG with its pixels and colours byte for byte, and of all that cameras and editors write beside them
 * (EXIF, XMP, IPTC, makers' notes, comments, what follows the picture) only when and with what it was taken, and which
 * way up it is: a place can stand in any of them. Undefined for what is neither, or is damaged.
 */
export async function withoutLocation(image: Buffer): Promise<Buffer | undefined> {
  const format = await formatOf(image);
  if (!isAcceptedFormat(format)) return undefined;
  const { latitude: _, longitude: __, ...rest } = await readExposure(image);
  const exif = Object.keys(rest).length > 0 ? await exifOf(rest) : undefined;
  return REWRITE[format](image, exif);
}

/** @param exif as it stands in a JPEG, from its signature on */
const REWRITE: Record<AcceptedFormat, (image: Buffer, exif: Buffer | undefined) => Buffer | undefined> = {
  JPEG(image, exif) {
    const segments = pictureSegments(image);
    if (!segments) return undefined;
    const [start, ...others] = segments;
    const kept = others.filter((segment) => !isPrivateSegment(segment));
    return Buffer.concat([start!, ...(exif ? [jpegSegment(exif)] : []), ...kept]);
  },
  PNG(image, exif) {
    const chunks = pngChunks(image);
    if (!chunks) return undefined;
    const [header, ...others] = chunks.filter((chunk) => PNG_KEPT.test(chunk.toString("latin1", 4, 8)));
    const own = exif ? [pngChunk("eXIf", exif.subarray(EXIF_SIGNATURE.length))] : [];
    return Buffer.concat([image.subarray(0, PNG_SIGNATURE_BYTES), header!, ...own, ...others]);
  },
};

const EXIF_SIGNATURE = Buffer.from("Exif\0\0", "latin1");
const APP1 = 0xe1;

/** Markers APP0 to APP15 and comments, but for what says how the pixels are to be read: JFIF, colour profile, Adobe. */
function isPrivateSegment(segment: Buffer): boolean {
  const marker = segment[1]!;
  const isIcc = marker === 0xe2 && segment.toString("latin1", 4, 15) === "ICC_PROFILE";
  return (marker > 0xe0 && marker <= 0xef && marker !== 0xee && !isIcc) || marker === 0xfe;
}

function jpegSegment(exif: Buffer): Buffer {
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([head, exif]);
}

const PNG_SIGNATURE_BYTES = 8;
/** Chunks that are critical (a capital first) or say how the pixels are to be read. */
const PNG_KEPT = /^([A-Z]...|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|pHYs)$/;

/** Up to the one that ends the picture; undefined where that is missing. */
function pngChunks(png: Buffer): Buffer[] | undefined {
  const chunks: Buffer[] = [];
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    if (end > png.length) return undefined;
    chunks.push(png.subarray(at, end));
    if (png.toString("latin1", at + 4, at + 8) === "IEND") return chunks;
    at = end;
  }
  return undefined;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** An EXIF block that says this and no more: written by sharp, into a picture of one pixel. */
async function exifOf({ takenAt, takenOffset, camera, orientation }: Exposure): Promise<Buffer | undefined> {
  const taken = takenAt?.replaceAll("-", ":").replace("T", " ");
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: "black" } })
    .withExif({
      ...(camera && { IFD0: { Model: camera } }),
      IFD2: {
        ...(taken && { DateTimeOriginal: taken }),
        ...(takenOffset && { OffsetTimeOriginal: takenOffset }),
      },
    })
    .withMetadata(orientation ? { orientation } : {});
  const segments = pictureSegments(await pixel.jpeg().toBuffer()) ?? [];
  return segments
    .find((segment) => segment[1] === APP1 && segment.subarray(4, 10).equals(EXIF_SIGNATURE))
    ?.subarray(4);
}
