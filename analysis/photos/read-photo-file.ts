import { readFile } from "node:fs/promises";
import type { PhotoFile } from "./find-photos.ts";
import { jpegOrPng, needsCopy, repaired } from "./jpeg-copy.ts";

/** What Rekognition takes from S3; a copy of 24 megapixels has about half of it. */
const LIMITS = { maxBytes: 15 * 1024 * 1024, maxSide: 6000 };

/**
 * A photo's bytes as they are sent, and its name. A JPEG that lacks nothing but its end marker gets it. With `convert`,
 * what Rekognition would refuse by its format, size or damage becomes a JPEG, `x.webp` then being called `x.webp.jpg`.
 * What cannot be read stays as it is, and gets its reason from the pipeline.
 */
export async function readPhotoFile(
  { path, photo }: PhotoFile,
  convert: boolean,
): Promise<{ photo: string; bytes: Buffer }> {
  const bytes = await readFile(path);
  if (!convert) return { photo, bytes: (await repaired(bytes)) ?? bytes };
  const sent = await jpegOrPng(bytes, { ...LIMITS, salvage: true, keepExif: true }).catch(() => bytes);
  const isRenamed = sent !== bytes && !/\.(jpe?g|jpe|jfif|mpo)$/i.test(photo);
  return { photo: isRenamed ? `${photo}.jpg` : photo, bytes: sent };
}

/** Whether `convert` would send another image than the file is, as far as its header tells. */
export const isConvertible = async (path: string): Promise<boolean> =>
  await readFile(path).then(
    (bytes) => needsCopy(bytes, LIMITS),
    () => false,
  );
