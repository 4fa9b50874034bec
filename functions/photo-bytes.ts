import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { StaleError } from "../core/errors.ts";
import type { Photo } from "../core/photo-event.ts";
import { isChanged, isMissing } from "../core/s3-errors.ts";
import type { Services } from "./clients.ts";

/** The bytes that the event was about; throws StaleError if the key holds others by now, or none. */
export async function readPhoto({ s3 }: Pick<Services, "s3">, photo: Photo): Promise<Buffer> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: photo.bucket, Key: photo.key, IfMatch: `"${photo.etag}"` }),
    );
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if (isChanged(error) || isMissing(error)) throw stale(photo);
    throw error;
  }
}

/** Throws StaleError if the key holds other bytes by now, or none. */
export async function checkCurrent({ s3 }: Pick<Services, "s3">, photo: Photo): Promise<void> {
  try {
    await s3.send(
      new HeadObjectCommand({ Bucket: photo.bucket, Key: photo.key, IfMatch: `"${photo.etag}"` }),
    );
  } catch (error) {
    if (isChanged(error) || isMissing(error)) throw stale(photo);
    throw error;
  }
}

/** After a failed call of Rekognition: throws StaleError if the photo is gone by now, else Rekognition's error. */
export async function rethrowOrStale(
  services: Pick<Services, "s3">,
  photo: Photo,
  error: Error,
): Promise<never> {
  if (error.name === "InvalidS3ObjectException") await checkCurrent(services, photo);
  throw error;
}

const stale = (photo: Photo) => new StaleError(`${photo.photo} was replaced or deleted since it arrived`);

/** The photo as Rekognition reads it from S3. */
export const imageOf = (photo: Photo) => ({
  S3Object: {
    Bucket: photo.bucket,
    Name: photo.key,
    ...(photo.versionId !== undefined && { Version: photo.versionId }),
  },
});
