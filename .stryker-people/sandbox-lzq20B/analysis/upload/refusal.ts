// @ts-nocheck
import type { S3ServiceException } from "@aws-sdk/client-s3";
import { explainAwsError } from "../terminal/explain-aws-error.ts";

/** Why the service refused this one photo; undefined for errors that would end any other photo's upload too. */
export function refusalReason(error: Error): string | undefined {
  const { $metadata, name, message } = error as S3ServiceException;
  const status = $metadata?.httpStatusCode ?? 0;
  const isOfPhoto = status >= 400 && status < 500 && explainAwsError(error) === undefined;
  return isOfPhoto ? `Refused by the service: ${message} (${name})` : undefined;
}
