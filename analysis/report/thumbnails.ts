import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { pMapIterable } from "p-map";
import sharp from "sharp";

/** A page of few faces can afford large pictures; of ten thousand, small ones. Pixels of a side by number of faces. */
export function thumbnailSide(faces: number): number {
  return faces <= 300 ? 240 : faces <= 3000 ? 144 : 96;
}

/**
 * Bytes of a picture that is taken as it is, since making it small takes longer than all else. In a folder, what a
 * screen of a hundred may open at once; a page of many faces has room for 60 MB, one of few can wait for better ones.
 */
export function mostStored(faces: number, isFolder: boolean): number {
  if (isFolder) return 32_768;
  return faces > 3000 ? Math.min(6144, 60e6 / faces) : 0;
}

/** Faces in one chunk: what is decoded together when the first of them is shown. */
export const PER_CHUNK = 100;

/** The picture of a page for the picture at `path`; null where the file is missing or is no picture. */
export type MakeThumbnail = (path: string, side: number) => Promise<Buffer | null>;

/** The face's picture, re-encoded small: a square JPEG without metadata. */
export const smallThumbnail: MakeThumbnail = async (path, side) => {
  try {
    return await sharp(await readFile(path))
      .resize(side, side, { fit: "cover" })
      .jpeg({ quality: side > 200 ? 78 : 68 })
      .toBuffer();
  } catch {
    return null;
  }
};

/** All pictures in the order of `paths`, a chunk at a time, so that memory holds few of them. */
export async function* thumbnailChunks(
  paths: (string | null)[],
  side: number,
  make: MakeThumbnail,
): AsyncGenerator<(Buffer | null)[]> {
  // The next chunk is made while this one is written.
  const concurrency = availableParallelism();
  const backpressure = 2 * PER_CHUNK;
  let chunk: (Buffer | null)[] = [];
  const made = pMapIterable(paths, (path) => (path === null ? null : make(path, side)), {
    concurrency,
    backpressure,
  });
  for await (const picture of made) {
    chunk.push(picture);
    if (chunk.length < PER_CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
