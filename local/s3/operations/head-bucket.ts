import { REGION } from "../../common/account.ts";
import type { Operation } from "../call.ts";
import { sendEmpty } from "../respond.ts";

export const headBucket: Operation = (call) => {
  call.bucket();
  sendEmpty(call.response, 200, { "x-amz-bucket-region": REGION, "content-type": "application/xml" });
};
