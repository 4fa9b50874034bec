import type { IncomingMessage } from "node:http";

/** The local AWS's JSON services, by the prefix of their operations in `X-Amz-Target`. */
const TARGETS = {
  DynamoDB_: "dynamodb",
  "AWSStepFunctions.": "stepFunctions",
  "AmazonSQS.": "sqs",
  "RekognitionService.": "rekognition",
} as const;

export type ServiceName = (typeof TARGETS)[keyof typeof TARGETS] | "s3" | "sts";

/** The service that a request is for: one of the local AWS, or the name that the caller gives another one. */
export function requestedService({ headers, url = "" }: IncomingMessage): ServiceName | { missing: string } {
  const target = String(headers["x-amz-target"] ?? "");
  for (const [prefix, service] of Object.entries(TARGETS)) if (target.startsWith(prefix)) return service;
  const signedFor =
    scopeOf(headers.authorization) ?? scopeOf(new URLSearchParams(url.split("?")[1]).get("X-Amz-Credential"));
  if (target !== "") return { missing: signedFor ?? target.split(/[._]/)[0]! };
  // Unsigned, signed in the old way, or with one of S3's younger names.
  if (signedFor === undefined || signedFor.startsWith("s3")) return "s3";
  return signedFor === "sts" ? "sts" : { missing: signedFor };
}

/** The service in the credential's scope: `AKID/20260101/eu-west-1/service/aws4_request`. */
function scopeOf(text: string | null | undefined): string | undefined {
  const [, service] = /[^/\s=]+\/\d{8}\/[^/\s]*\/([\w-]+)\/aws4_request/.exec(text ?? "") ?? [];
  return service;
}
