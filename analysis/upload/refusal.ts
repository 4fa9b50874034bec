import type { S3ServiceException } from "@aws-sdk/client-s3";
import { explainAwsError } from "../terminal/explain-aws-error.ts";

/** S3 takes keys of 1,024 bytes; the longest that is made of a photo's is `rejected/FaceRequirementError/<photo>`. */
const MAX_PATH_BYTES = 990;

/** Why a photo of this name cannot be taken; undefined where it can. */
export function pathTooLong(photo: string): string | undefined {
  const bytes = Buffer.byteLength(photo);
  if (bytes <= MAX_PATH_BYTES) return undefined;
  return `Its path has ${bytes.toLocaleString("en-US")} bytes, up to ${MAX_PATH_BYTES} are taken; shorten a folder's name`;
}

/** Why the service refused this one photo; undefined for errors that would end any other photo's upload too. */
export function refusalReason(error: Error): string | undefined {
  const { $metadata, name, message } = error as S3ServiceException;
  const status = $metadata?.httpStatusCode ?? 0;
  const isOfPhoto = status >= 400 && status < 500 && explainAwsError(error) === undefined;
  return isOfPhoto ? `Refused by the service: ${message} (${name})` : undefined;
}
