import { deflateSync } from "node:zlib";
import { TAKEN } from "../expect.ts";
import {
  circularExif,
  comment,
  emptySegment,
  exif,
  extendedXmp,
  iccSegment,
  withSegments,
  xmpSegment,
} from "../jpeg.ts";
import { chunk, withChunks } from "../png.ts";
import { type Add, HDR, type Picture } from "./kind.ts";

export async function metadata(add: Add, picture: Picture): Promise<void> {
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
