import { type Expected, format, TAKEN } from "../expect.ts";
import type { Add, Picture } from "./kind.ts";

const EXTENSIONS = "jpg JPEG jpe jfif mpo png heic heif webp gif tif tiff bmp avif jxl jp2".split(" ");

export async function everyFormatUnderEveryName(add: Add, picture: Picture, share: number): Promise<void> {
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
