// @ts-nocheck
import { readFile } from "node:fs/promises";
import { MAX_OBJECT_BYTES } from "../../core/image-limits.ts";
import type { PhotoFile } from "./find-photos.ts";
import { jpegOrPng, needsCopy, repaired } from "./jpeg-copy.ts";
import { withoutLocation } from "./without-location.ts";

/** What Rekognition takes from S3; a copy of 24 megapixels has about half of it. */
const LIMITS = { maxBytes: MAX_OBJECT_BYTES, maxSide: 6000 };

/** How a photo is changed before it is sent. */
export interface Sending {
  /** What Rekognition would refuse by its format, size or damage becomes a JPEG: `x.webp` is then called `x.webp.jpg`. */
  convert: boolean;
  /** Nothing that is sent says where the photo was taken. */
  noLocation: boolean;
}

/** A photo that is not sent, because it could say where it was taken. */
export class LocationStays extends Error {
  override name = "LocationStays";
}

/**
 * A photo's bytes as they are sent, and its name. A JPEG that lacks nothing but its end marker gets it. What cannot be
 * read stays as it is, and gets its reason from the pipeline.
 *
 * @throws LocationStays for what no location can be taken from
 */
export async function readPhotoFile(
  { path, photo }: PhotoFile,
  { convert, noLocation }: Sending,
): Promise<{ photo: string; bytes: Buffer }> {
  const own = await readFile(path);
  const sent = convert
    ? await jpegOrPng(own, { ...LIMITS, salvage: true, keepExif: true }).catch(() => own)
    : ((await repaired(own)) ?? own);
  const isRenamed = convert && sent !== own && !/\.(jpe?g|jpe|jfif|mpo)$/i.test(photo);
  const bytes = noLocation ? await withoutLocation(sent) : sent;
  if (!bytes) {
    throw new LocationStays(
      `Not sent: a location can be removed from whole JPEG and PNG files alone${convert ? "" : "; --convert makes a JPEG of most others"}`,
    );
  }
  return { photo: isRenamed ? `${photo}.jpg` : photo, bytes };
}

/** Whether `convert` would send another image than the file is, as far as its header tells. */
export const isConvertible = async (path: string): Promise<boolean> =>
  await readFile(path).then(
    (bytes) => needsCopy(bytes, LIMITS),
    () => false,
  );
