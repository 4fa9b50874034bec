// @ts-nocheck
import type { Operation } from "../call.ts";
import { commonPrefixes, listParameters, OWNER, objectElements } from "../list-request.ts";
import { listObjectKeys } from "../listing.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

/** The first version of the listing, which some clients still use. */
export const listObjects: Operation = (call) => {
  const bucket = call.bucket();
  const { prefix, delimiter, max, encodingType, encode } = listParameters(call);
  const marker = call.query.get("marker") ?? "";
  const { entries, isTruncated } = listObjectKeys(bucket, { prefix, delimiter, after: marker, max });
  const contents = entries
    .filter((entry) => !entry.isPrefix)
    .map(({ text }) => `<Contents>${objectElements(bucket.newest(text)!, encode)}${OWNER}</Contents>`);
  const last = entries.at(-1)?.text;
  // Without a delimiter clients go on from the last key themselves.
  const next = isTruncated && delimiter !== "" && last !== undefined ? encode(last) : undefined;
  sendXml(
    call.response,
    "ListBucketResult",
    tag("Name", bucket.name) +
      tag("Prefix", encode(prefix)) +
      tag("Marker", encode(marker)) +
      tag("NextMarker", next) +
      tag("MaxKeys", max) +
      tag("Delimiter", delimiter === "" ? undefined : encode(delimiter)) +
      tag("EncodingType", encodingType) +
      tag("IsTruncated", isTruncated) +
      contents.join("") +
      commonPrefixes(entries, encode),
  );
};
