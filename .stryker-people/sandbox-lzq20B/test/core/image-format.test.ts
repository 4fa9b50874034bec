// @ts-nocheck
import sharp from "sharp";
import { expect, it } from "vitest";
import { formatOf } from "../../core/image-format.ts";

const plain = sharp({ create: { width: 100, height: 100, channels: 3, background: "#c84" } });
/** `acTL`: two pictures, shown for ever. */
const ANIMATION = Buffer.from("000000086163544c0000000200000000f38d9370", "hex");
/** More pixels than are looked at; its directory comes behind them. */
const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 7919) % 251));
const ftyp = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}`, "latin1");

const animated = async () => {
  const png = await plain.clone().png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), ANIMATION, png.subarray(33)]);
};
const noisyTiff = () =>
  sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .tiff()
    .toBuffer();

it.each<[string, (() => Promise<Buffer>) | Buffer]>([
  ["JPEG", () => plain.clone().jpeg().toBuffer()],
  ["PNG", () => plain.clone().png().toBuffer()],
  ["PNG", animated],
  ["TIFF", noisyTiff],
  ["WebP", () => plain.clone().webp().toBuffer()],
  ["GIF", () => plain.clone().gif().toBuffer()],
  ["TIFF", () => plain.clone().tiff().toBuffer()],
  ["TIFF", Buffer.from("MM\0+\0\x08\0\0", "latin1")],
  ["AVIF", ftyp("avif")],
  ["HEIC", ftyp("heic")],
  ["MP4 video", ftyp("isom")],
  ["3GP video", ftyp("3gp4")],
  ["AVI video", Buffer.from("RIFF\0\0\0\0AVI LIST", "latin1")],
  ["JPEG 2000", Buffer.from("\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ", "latin1")],
  ["Matroska video", Buffer.from("1a45dfa38b4282886d6174726f736b61", "hex")],
  ["WebM video", Buffer.from("1a45dfa3874282847765626d", "hex")],
  ["QuickTime video", ftyp("qt  ")],
  ["JPEG XL", Buffer.from("ff0a7f0c", "hex")],
  ["PSD", Buffer.from("8BPS\0\x01\0\0", "latin1")],
  ["BMP", Buffer.from("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\0\0\0", "latin1")],
  ["PDF", Buffer.from("%PDF-1.7\n")],
  ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  [
    "SVG",
    Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg>\n<svg width="9"/>'),
  ],
  ["XML", Buffer.from('<?xml version="1.0"?><svga/>')],
])("names %s", async (name, file) => {
  expect(await formatOf(Buffer.isBuffer(file) ? file : await file())).toBe(name);
});

it.each([
  ["text", "not a photo, only called one"],
  ["text about SVG", "see <svg> for more"],
  ["nothing", ""],
])("has no name for %s", async (_, text) => {
  expect(await formatOf(Buffer.from(text))).toBeUndefined();
});

it.each(["xII*\0", "II#\0", "MM\0#"])("does not take %j for a TIFF", async (text) => {
  expect(await formatOf(Buffer.from(text, "latin1"))).toBeUndefined();
});

it("names a TIFF whose kind would be told behind what is looked at", async () => {
  const start = { "II*\0": "II*\0\xff\xff\0\0", "II+\0": "II+\0\x08\0\0\0", "MM\0*": "MM\0*\0\0\xff\xff" };
  for (const text of Object.values(start)) expect(await formatOf(Buffer.from(text, "latin1"))).toBe("TIFF");
});
