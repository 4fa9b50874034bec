import type { Operation } from "../call.ts";
import { commonPrefixes, listParameters, OWNER, objectElements } from "../list-request.ts";
import { listKeys } from "../listing.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

/** Of an unversioned bucket: every object is its own only version, called `null`. */
export const listObjectVersions: Operation = (call) => {
  const { objects, name } = call.bucket();
  const { prefix, delimiter, max, encodingType, encode } = listParameters(call);
  const marker = call.query.get("key-marker") ?? "";
  const { entries, isTruncated } = listKeys(objects.sortedKeys(), { prefix, delimiter, after: marker, max });
  const versions = entries
    .filter((entry) => !entry.isPrefix)
    .map(({ text }) => {
      const elements = objectElements(objects.get(text)!, encode);
      return `<Version>${elements}${tag("VersionId", "null")}${tag("IsLatest", true)}${OWNER}</Version>`;
    });
  const last = entries.at(-1)?.text;
  const next = isTruncated && last !== undefined ? encode(last) : undefined;
  sendXml(
    call.response,
    "ListVersionsResult",
    tag("Name", name) +
      tag("Prefix", encode(prefix)) +
      tag("KeyMarker", encode(marker)) +
      tag("VersionIdMarker", "") +
      tag("NextKeyMarker", next) +
      tag("NextVersionIdMarker", next === undefined ? undefined : "null") +
      tag("MaxKeys", max) +
      tag("Delimiter", delimiter === "" ? undefined : encode(delimiter)) +
      tag("EncodingType", encodingType) +
      tag("IsTruncated", isTruncated) +
      versions.join("") +
      commonPrefixes(entries, encode),
  );
};
