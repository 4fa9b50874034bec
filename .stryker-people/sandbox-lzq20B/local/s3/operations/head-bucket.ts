// @ts-nocheck
import type { Operation } from "../call.ts";
import { REGION } from "../region.ts";
import { sendEmpty } from "../respond.ts";

export const headBucket: Operation = (call) => {
  call.bucket();
  sendEmpty(call.response, 200, { "x-amz-bucket-region": REGION, "content-type": "application/xml" });
};
