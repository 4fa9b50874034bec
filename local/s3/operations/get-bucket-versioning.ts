import type { Operation } from "../call.ts";
import { sendXml } from "../respond.ts";

/** A bucket that never had versioning answers without a status. */
export const getBucketVersioning: Operation = (call) => {
  call.bucket();
  sendXml(call.response, "VersioningConfiguration", "");
};
