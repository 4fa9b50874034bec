// @ts-nocheck
import type { Operation } from "../call.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

/** A bucket that never had versioning answers without a status. */
export const getBucketVersioning: Operation = (call) => {
  sendXml(call.response, "VersioningConfiguration", tag("Status", call.bucket().description.versioning));
};
