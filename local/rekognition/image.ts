import { createHash } from "node:crypto";
import type { Image } from "@aws-sdk/client-rekognition";
import sharp from "sharp";
import { MAX_OBJECT_BYTES, MAX_REQUEST_BYTES, MIN_SIDE_PIXELS } from "../../core/image-limits.ts";
import { MAX_DECODED_PIXELS } from "../faces/decode.ts";
import { AwsError } from "../gateway/aws-error.ts";
import { invalidParameters } from "./checks.ts";

/** An image that Rekognition accepts. */
export interface LoadedImage {
  bytes: Uint8Array;
  sha256: string;
  /** Pixels of the EXIF-upright image. */
  width: number;
  height: number;
}

/** As requests carry it: bytes in base64. */
export type ImageField = Omit<Image, "Bytes"> & { Bytes?: string };

/** A request that carries such an image. */
export type WithImage<Request> = Omit<Request, "Image"> & { Image?: ImageField };

/** Reads an object whose size is known before its bytes are. One that the caller may not read is missing. */
export type ReadObject = (
  object: { bucket: string; key: string; versionId?: string | undefined },
  maxBytes: number,
) => Promise<Uint8Array | "missing" | "too large">;

/** Fetches the image of a request and refuses it as Rekognition does. */
export async function loadImage(image: ImageField | undefined, readObject: ReadObject): Promise<LoadedImage> {
  const bytes = await bytesOf(image ?? {}, readObject);
  const { width, height } = await upright(bytes);
  if (width < MIN_SIDE_PIXELS || height < MIN_SIDE_PIXELS) {
    throw invalidParameters(
      `the image has ${width} x ${height} pixels, the minimum is ${MIN_SIDE_PIXELS} x ${MIN_SIDE_PIXELS}`,
    );
  }
  if (width * height > MAX_DECODED_PIXELS) throw tooLarge();
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex"), width, height };
}

async function bytesOf({ Bytes, S3Object }: ImageField, readObject: ReadObject): Promise<Uint8Array> {
  if ((Bytes === undefined) === (S3Object === undefined)) throw invalidParameters();
  if (Bytes !== undefined) {
    const bytes = Buffer.from(Bytes, "base64");
    if (bytes.length > MAX_REQUEST_BYTES) throw tooLarge();
    return bytes;
  }
  const { Bucket, Name, Version } = S3Object ?? {};
  if (Bucket === undefined || Name === undefined) {
    throw new AwsError("InvalidS3ObjectException", "Request has invalid S3 object.");
  }
  const object = await readObject({ bucket: Bucket, key: Name, versionId: Version }, MAX_OBJECT_BYTES);
  if (object === "too large") throw tooLarge();
  if (object !== "missing") return object;
  throw new AwsError(
    "InvalidS3ObjectException",
    "Unable to get object metadata from S3. Check object key, region and/or access permissions.",
  );
}

export const tooLarge = () => new AwsError("ImageTooLargeException", "Image size is too large.");

export const invalidFormat = (cause?: unknown) =>
  new AwsError("InvalidImageFormatException", "Request has invalid image format", { cause });

async function upright(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  if (!isJpegOrPng(bytes)) throw invalidFormat();
  // Only the header is read, so the number of pixels does no harm yet.
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error) => {
      throw invalidFormat(error);
    });
  const { width, height } = header.autoOrient;
  return { width, height };
}

function isJpegOrPng(bytes: Uint8Array): boolean {
  const begins = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  return begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
}
