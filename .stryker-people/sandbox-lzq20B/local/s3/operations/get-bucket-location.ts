// @ts-nocheck
import type { Operation } from "../call.ts";
import { REGION } from "../region.ts";
import { sendXml } from "../respond.ts";

export const getBucketLocation: Operation = (call) => {
  call.bucket();
  // The root element is itself the value.
  sendXml(call.response, "LocationConstraint", REGION);
};
