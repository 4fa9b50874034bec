// @ts-nocheck
import type { Operation } from "../call.ts";
import { answerFor } from "../object-answer.ts";
import { sendEmpty } from "../respond.ts";

export const headObject: Operation = (call) => {
  const bucket = call.bucket();
  const { status, headers } = answerFor(call, bucket, bucket.object(call.key, call.versionId));
  sendEmpty(call.response, status, headers);
};
