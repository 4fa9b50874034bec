// @ts-nocheck
import type { Operation } from "../call.ts";
import { sendEmpty } from "../respond.ts";

export const abortMultipartUpload: Operation = async (call) => {
  const { uploads } = call.bucket();
  const id = call.query.get("uploadId") ?? "";
  await uploads.exclusively(id, call.key, async () => uploads.discard(id));
  sendEmpty(call.response, 204);
};
