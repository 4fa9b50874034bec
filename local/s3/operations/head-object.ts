import type { Operation } from "../call.ts";
import { responseFor } from "../object-response.ts";
import { sendEmpty } from "../respond.ts";

export const headObject: Operation = (call) => {
  const bucket = call.bucket();
  const { status, headers } = responseFor(call, bucket, bucket.object(call.key, call.versionId));
  sendEmpty(call.response, status, headers);
};
