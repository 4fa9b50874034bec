import { fileTypeFromBuffer } from "file-type";

/** Formats whose usual name is not their extension in capitals. */
const NAMES: Record<string, string> = {
  jpg: "JPEG",
  apng: "PNG", // Whoever knows no films sees its first picture.
  tif: "TIFF",
  webp: "WebP",
  jxl: "JPEG XL",
  jp2: "JPEG 2000",
  mov: "QuickTime video",
  mp4: "MP4 video",
  avi: "AVI video",
  webm: "WebM video",
  mkv: "Matroska video",
  "3gp": "3GP video",
};

/** Enough of a file to tell its format; SVG may have comments before its root element. */
const START_BYTES = 4096;

/** The format by the file's content, as people call it (`JPEG`, `WebP`, `PSD`); undefined for none that is known. */
export async function formatOf(file: Uint8Array): Promise<string | undefined> {
  const start = file.subarray(0, START_BYTES);
  const found = await fileTypeFromBuffer(start);
  // What kind of TIFF it is may stand at the end of the file.
  if (found === undefined && isTiff(start)) return "TIFF";
  if (found === undefined || found.ext === "xml") return isSvg(start) ? "SVG" : found && "XML";
  return NAMES[found.ext] ?? found.ext.toUpperCase();
}

const isTiff = (start: Uint8Array) =>
  /^(?:II[*+]\0|MM\0[*+])/.test(new TextDecoder("latin1").decode(start.subarray(0, 4)));

/** SVG is text: the root element may come after a declaration and comments. */
const isSvg = (start: Uint8Array) =>
  /^(?:\ufeff|\s|<\?xml[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)*<svg[\s>]/i.test(
    new TextDecoder().decode(start),
  );
