// @ts-nocheck
import type { Operation } from "../call.ts";
import { versionHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import { taggingDocument } from "../tagging.ts";

export const getObjectTagging: Operation = (call) => {
  const bucket = call.bucket();
  const object = bucket.object(call.key, call.versionId);
  sendXml(call.response, "Tagging", taggingDocument(object.tagging), versionHeaders(bucket, object));
};
