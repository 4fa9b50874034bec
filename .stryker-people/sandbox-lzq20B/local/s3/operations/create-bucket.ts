// @ts-nocheck
import { receiveText } from "../body/receive-body.ts";
import type { Operation } from "../call.ts";
import { sendEmpty } from "../respond.ts";
import { parseXml } from "../xml.ts";

/** Any location is accepted: there is one region here, whatever it is called. */
export const createBucket: Operation = async (call) => {
  const text = await receiveText(call.request, 1 << 16);
  if (text !== "") parseXml(text, "CreateBucketConfiguration");
  await call.store.createBucket(call.bucketName);
  sendEmpty(call.response, 200, { location: `/${call.bucketName}` });
};
