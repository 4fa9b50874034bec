import { CopyObjectCommand, DeleteObjectCommand } from "@aws-sdk/client-s3";
import { rejectedKey } from "../core/key-layout.ts";
import type { Photo } from "../core/photo-event.ts";
import { isChanged, isMissing } from "../core/s3-errors.ts";
import type { Services } from "./clients.ts";

/** The most that S3 copies in one request. A larger file is not a photo, and stays where it is. */
const MAX_COPIED_BYTES = 5 * 1024 ** 3;

/**
 * Takes a rejected photo out of `uploads/`; a newer one under its key stays. Returns where it is now, undefined if it
 * was deleted or stays where it is (a folder marker, a photo that lies elsewhere, a file of more than 5 GB).
 */
export async function moveRejected(
  services: Services,
  photo: Photo,
  reason: string,
): Promise<string | undefined> {
  const { s3, settings } = services;
  if (!photo.uploaded || photo.key.endsWith("/")) return undefined;
  const IfMatch = `"${photo.etag}"`;
  const destination = rejectedKey(reason, photo.photo);
  // A photo that was erased on request is not stored again.
  const keeps = settings.rejected === "move" && reason !== "ForgottenError";
  if (keeps && (photo.size ?? 0) > MAX_COPIED_BYTES) return undefined;
  try {
    if (keeps) {
      const source = [photo.bucket, ...photo.key.split("/")].map(encodeURIComponent).join("/");
      const version =
        photo.versionId === undefined ? "" : `?versionId=${encodeURIComponent(photo.versionId)}`;
      const CopySource = source + version;
      await s3.send(
        new CopyObjectCommand({
          Bucket: settings.bucket,
          Key: destination,
          CopySource,
          CopySourceIfMatch: IfMatch,
        }),
      );
    }
    await s3.send(new DeleteObjectCommand({ Bucket: photo.bucket, Key: photo.key, IfMatch }));
  } catch (error) {
    // An earlier attempt has moved it, or a newer photo has its key.
    if (!isMissing(error) && !isChanged(error)) throw error;
  }
  return keeps ? destination : undefined;
}
