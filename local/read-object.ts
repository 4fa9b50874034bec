import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ReadObject } from "./rekognition/image.ts";

/** Reads objects for Rekognition; one that is too large is not even begun. */
export function objectReader(s3: () => S3Client): ReadObject {
  return async (Bucket, Key, maxBytes) => {
    try {
      const { Body, ContentLength = 0 } = await s3().send(new GetObjectCommand({ Bucket, Key }));
      if (!Body) return "missing";
      if (ContentLength <= maxBytes) return await Body.transformToByteArray();
      (Body as unknown as { destroy?(): void }).destroy?.();
      return "too large";
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 500;
      if (status >= 400 && status < 500) return "missing"; // No bucket, no object, or no such name.
      throw error;
    }
  };
}
