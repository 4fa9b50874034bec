// @ts-nocheck
import type { Operation } from "../call.ts";
import { commonPrefixes, invalid, listParameters, OWNER, objectElements } from "../list-request.ts";
import { listObjectKeys } from "../listing.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

export const listObjectsV2: Operation = (call) => {
  const bucket = call.bucket();
  const { prefix, delimiter, max, encodingType, encode } = listParameters(call);
  const token = call.query.get("continuation-token");
  const startAfter = call.query.get("start-after");
  // An empty token is the first page's.
  const after = token ? readToken(token) : (startAfter ?? "");
  const { entries, isTruncated } = listObjectKeys(bucket, { prefix, delimiter, after, max });

  const owner = call.query.get("fetch-owner") === "true" ? OWNER : "";
  let contents = "";
  for (const { text, isPrefix } of entries) {
    if (!isPrefix) contents += `<Contents>${objectElements(bucket.newest(text)!, encode)}${owner}</Contents>`;
  }
  const last = entries.at(-1)?.text;
  sendXml(
    call.response,
    "ListBucketResult",
    tag("Name", bucket.name) +
      tag("Prefix", encode(prefix)) +
      tag("StartAfter", startAfter === undefined ? undefined : encode(startAfter)) +
      tag("ContinuationToken", token) +
      tag("NextContinuationToken", isTruncated && last !== undefined ? writeToken(last) : undefined) +
      tag("KeyCount", entries.length) +
      tag("MaxKeys", max) +
      tag("Delimiter", delimiter === "" ? undefined : encode(delimiter)) +
      tag("EncodingType", encodingType) +
      tag("IsTruncated", isTruncated) +
      contents +
      commonPrefixes(entries, encode),
  );
};

// The token is the last entry of the page, so that it stays good whatever is written or deleted meanwhile.
function writeToken(last: string): string {
  return Buffer.from(`1${last}`).toString("base64url");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (text.startsWith("1")) return text.slice(1);
  throw invalid("continuation-token", token, "The continuation token provided is incorrect");
}
