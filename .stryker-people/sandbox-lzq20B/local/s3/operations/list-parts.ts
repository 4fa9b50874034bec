// @ts-nocheck
import type { Operation } from "../call.ts";
import { isoSeconds, numberParameter, OWNER } from "../list-request.ts";
import { MAX_PARTS } from "../part-request.ts";
import { sendXml } from "../respond.ts";
import { storageClassOf } from "../storage-class.ts";
import { tag } from "../xml.ts";

const MAX_PARTS_LISTED = 1000;

export const listParts: Operation = (call) => {
  const { uploads, name } = call.bucket();
  const upload = uploads.get(call.query.get("uploadId") ?? "", call.key);
  const max = numberParameter(call.query, "max-parts", MAX_PARTS_LISTED);
  const marker = call.query.has("part-number-marker")
    ? numberParameter(call.query, "part-number-marker", MAX_PARTS)
    : 0;
  const left = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .sort((a, b) => a.number - b.number);
  const page = left.slice(0, max);
  const isTruncated = max > 0 && left.length > max;
  const parts = page.map((part) => {
    const checksums = Object.entries(part.checksums).map(([algorithm, value]) =>
      tag(`Checksum${algorithm}`, value),
    );
    return `<Part>${
      tag("PartNumber", part.number) +
      tag("LastModified", isoSeconds(part.time)) +
      tag("ETag", `"${part.etag}"`) +
      tag("Size", part.size) +
      checksums.join("")
    }</Part>`;
  });
  sendXml(
    call.response,
    "ListPartsResult",
    tag("Bucket", name) +
      tag("Key", call.key) +
      tag("UploadId", upload.id) +
      tag("PartNumberMarker", marker) +
      tag("NextPartNumberMarker", page.at(-1)?.number ?? marker) +
      tag("MaxParts", max) +
      tag("IsTruncated", isTruncated) +
      tag("ChecksumAlgorithm", upload.checksumAlgorithm) +
      tag("ChecksumType", upload.checksumType) +
      parts.join("") +
      OWNER +
      tag("StorageClass", storageClassOf(upload)),
  );
};
