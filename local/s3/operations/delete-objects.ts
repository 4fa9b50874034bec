import { receiveText } from "../body/receive-body.ts";
import type { Operation } from "../call.ts";
import { S3Error } from "../errors.ts";
import { sendXml } from "../respond.ts";
import type { Bucket } from "../store/bucket.ts";
import { children, childText, parseXml, tag } from "../xml.ts";

const MAX_KEYS = 1000;
// 1,000 keys of 1,024 bytes, every one of them escaped, fit.
const MAX_BYTES = 8 << 20;

export const deleteObjects: Operation = async (call) => {
  const bucket = call.bucket();
  const request = parseXml(await receiveText(call.request, MAX_BYTES), "Delete");
  const entries = children(request, "Object");
  if (entries.length === 0 || entries.length > MAX_KEYS) throw new S3Error("MalformedXML");
  // All are checked before the first is deleted.
  const wanted = entries.map((entry) => ({
    key: childText(entry, "Key"),
    ifMatch: childText(entry, "ETag"),
  }));
  if (wanted.some(({ key }) => !key)) throw new S3Error("MalformedXML");
  const isQuiet = childText(request, "Quiet") === "true";
  const results = await Promise.all(
    wanted.map(({ key = "", ifMatch }) => deleteOne(bucket, key, ifMatch, isQuiet)),
  );
  sendXml(call.response, "DeleteResult", results.join(""));
};

async function deleteOne(
  bucket: Bucket,
  key: string,
  ifMatch: string | undefined,
  isQuiet: boolean,
): Promise<string> {
  try {
    await bucket.remove(key, { ifMatch });
    return isQuiet ? "" : `<Deleted>${tag("Key", key)}</Deleted>`;
  } catch (error) {
    const { code, message } = error instanceof S3Error ? error : new S3Error("InternalError");
    return `<Error>${tag("Key", key)}${tag("Code", code)}${tag("Message", message)}</Error>`;
  }
}
