import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pMap from "p-map";
import sharp from "sharp";

/** A page of few faces can afford large pictures; of ten thousand, small ones. Pixels of a side by number of faces. */
export function thumbnailSide(faces: number): number {
  return faces <= 300 ? 240 : faces <= 3000 ? 144 : 96;
}

/** Faces in one chunk: what is decoded together when the first of them is shown. */
export const PER_CHUNK = 100;

/**
 * The face's picture, re-encoded small: a square JPEG without metadata.
 * Null where the file is missing or is no picture.
 */
export async function smallThumbnail(path: string, side: number): Promise<Buffer | null> {
  try {
    return await sharp(await readFile(path))
      .resize(side, side, { fit: "cover" })
      .jpeg({ quality: side > 200 ? 78 : 68 })
      .toBuffer();
  } catch {
    return null;
  }
}

/** All pictures in the order of `paths`, which are relative to `folder`, a chunk at a time, so that memory holds one chunk. */
export async function* thumbnailChunks(
  folder: string,
  paths: (string | null)[],
  side: number,
  encode = smallThumbnail,
): AsyncGenerator<(Buffer | null)[]> {
  for (let first = 0; first < paths.length; first += PER_CHUNK) {
    yield await pMap(
      paths.slice(first, first + PER_CHUNK),
      (path) => (path === null ? null : encode(join(folder, path), side)),
      { concurrency: availableParallelism() },
    );
  }
}
