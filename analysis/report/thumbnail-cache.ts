import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { jpegStructure } from "../../core/jpeg-structure.ts";
import { type MakeThumbnail, smallThumbnail } from "./thumbnails.ts";

/** Folder in the data folder where small pictures are cached for the next report. */
export const THUMBNAIL_CACHE = ".small-thumbnails";

/**
 * Makes every small picture once: it is cached as `<path of the picture>/<side>.jpg` with the picture's own time, and
 * made again when that has changed. Where nothing can be cached, it is made each time.
 * @param cache folder of the cached pictures
 * @param source folder of the pictures
 */
export function cachedThumbnails(cache: string, source: string, make = smallThumbnail): MakeThumbnail {
  return async (path, side) => {
    const modified = timeOf(path);
    if (modified === undefined) return null;
    const cached = join(cache, relative(source, path), `${side}.jpg`);
    if (timeOf(cached)?.getTime() === modified.getTime()) return readFileSync(cached);
    const picture = await make(path, side);
    if (picture !== null) cachePicture(cached, picture, modified);
    return picture;
  };
}

/** Erases the cached pictures of faces and photos that are gone: they are of people, and nobody would look here. */
export function dropOrphans(cache: string, source: string): void {
  if (!statSync(cache, { throwIfNoEntry: false })?.isDirectory()) return;
  const entries = readdirSync(cache, { recursive: true, withFileTypes: true });
  const folders = new Set(entries.filter((entry) => entry.isFile()).map(({ parentPath }) => parentPath));
  for (const folder of folders) {
    if (!existsSync(join(source, relative(cache, folder)))) rmSync(folder, { recursive: true, force: true });
  }
}

function timeOf(path: string): Date | undefined {
  try {
    return statSync(path).mtime;
  } catch {
    return undefined;
  }
}

/** Renamed when it is whole and dated: another report may read it meanwhile. */
function cachePicture(path: string, picture: Buffer, modified: Date): void {
  const unfinished = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, picture);
    utimesSync(unfinished, modified, modified);
    renameSync(unfinished, path);
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished, { force: true });
  }
}

/**
 * The picture itself where it is a JPEG of at most so many bytes without metadata, as the pipeline's thumbnails are;
 * else a small one.
 */
export function asStored(otherwise: MakeThumbnail, most: number): MakeThumbnail {
  return async (path, side) => {
    const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (size === 0 || size > most) return otherwise(path, side);
    const picture = readFileSync(path);
    return isPlainJpeg(picture) ? picture : otherwise(path, side);
  };
}

/** JFIF, Adobe's colours, and what pixels need; neither EXIF nor comments, and nothing behind the picture. */
function isPlainJpeg(jpeg: Buffer): boolean {
  const { end, pixelsEnd } = jpegStructure(jpeg);
  if (end !== "whole" || pixelsEnd + 2 !== jpeg.length) return false;
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== START_OF_SCAN; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (isMetadata(jpeg[at + 1]!)) return false;
  }
  return true;
}

const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;

/** APP1 (EXIF, XMP) to APP13 (IPTC), APP15, comments. */
const isMetadata = (marker: number) =>
  (marker >= 0xe1 && marker <= 0xed) || marker === 0xef || marker === COMMENT;
