// @ts-nocheck
import { receiveText } from "../body/receive-body.ts";
import type { Operation } from "../call.ts";
import { S3Error } from "../errors.ts";
import { sendEmpty } from "../respond.ts";
import { childText, parseXml } from "../xml.ts";

export const putBucketVersioning: Operation = async (call) => {
  call.bucket();
  const document = parseXml(await receiveText(call.request, 1 << 16), "VersioningConfiguration");
  const status = childText(document, "Status");
  if (childText(document, "MfaDelete") === "Enabled") {
    throw new S3Error("NotImplemented", {
      message: "Deletes that ask for a second factor are not implemented",
    });
  }
  if (status !== "Enabled" && status !== "Suspended") throw new S3Error("MalformedXML");
  call.store.setVersioning(call.bucketName, status);
  sendEmpty(call.response, 200);
};
