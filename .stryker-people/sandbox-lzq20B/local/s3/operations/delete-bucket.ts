// @ts-nocheck
import type { Operation } from "../call.ts";
import { sendEmpty } from "../respond.ts";

export const deleteBucket: Operation = async (call) => {
  await call.store.deleteBucket(call.bucketName);
  sendEmpty(call.response, 204);
};
