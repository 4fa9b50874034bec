import type { IncomingMessage, ServerResponse } from "node:http";
import { sendServiceError } from "./service-error.ts";

/** One sentence: most clients show no more. */
export function refuseMissing(request: IncomingMessage, response: ServerResponse, service: string): void {
  sendServiceError(request, response, {
    code: "UnknownOperationException",
    status: 400,
    message:
      `The local AWS of Lookalike has no ${service}: it serves S3, DynamoDB, Step Functions, SQS, Rekognition and ` +
      "STS GetCallerIdentity. To reach AWS itself, unset AWS_ENDPOINT_URL and the access keys that were exported with it.",
  });
}
