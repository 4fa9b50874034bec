import { REGION } from "../../common/account.ts";
import type { Operation } from "../call.ts";
import { sendXml } from "../respond.ts";

export const getBucketLocation: Operation = (call) => {
  call.bucket();
  // The root element is itself the value.
  sendXml(call.response, "LocationConstraint", REGION);
};
