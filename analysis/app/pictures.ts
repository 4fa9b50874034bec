import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import type { AppData } from "./app-data.ts";
import { HttpError } from "./http-response.ts";
import type { LazyTarget } from "./lazy-target.ts";

/** About as many pixels as a screen has: more would take longer and show nothing more. */
const MAX_SIDE = 1600;

const MISSING = () => new HttpError(404, "NO_PICTURE", "Picture not found. Reload the page.");

/** The face's thumbnail as the pipeline cut it. */
export async function thumbnailOf({ loaded }: AppData, faceId: string): Promise<Buffer> {
  const path = loaded.read.paths[loaded.read.placeOf.get(faceId) ?? -1];
  if (!path) throw MISSING();
  return await readFile(join(loaded.folder, path)).catch(() => {
    throw MISSING();
  });
}

/**
 * A whole photo, upright, no larger than a screen, without its metadata: from the folder that was loaded, or from the
 * bucket.
 */
export async function photoOf(
  { loaded }: AppData,
  target: LazyTarget,
  photo: string,
  side: number,
): Promise<Buffer> {
  const place = loaded.read.places.get(photo);
  if (!place) throw MISSING();
  const bytes =
    (await readFile(join(loaded.folder, place.path)).catch(() => undefined)) ??
    (await target
      .use(async ({ s3, bucket }) => {
        const { Body } = await s3.send(
          new GetObjectCommand({ Bucket: place.bucket ?? bucket, Key: place.key }),
        );
        return await Body?.transformToByteArray();
      })
      .catch(() => undefined));
  // An empty file is no picture either, and sharp throws at it at once.
  if (!bytes?.length) throw MISSING();
  const wanted = Math.min(side > 0 ? side : MAX_SIDE, MAX_SIDE);
  return await sharp(bytes, { failOn: "none" })
    .autoOrient()
    .resize(wanted, wanted, { fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer()
    .catch(() => {
      throw MISSING();
    });
}
