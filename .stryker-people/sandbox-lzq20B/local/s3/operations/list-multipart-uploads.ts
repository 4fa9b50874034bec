// @ts-nocheck
import type { Operation } from "../call.ts";
import { isoSeconds, listParameters, OWNER } from "../list-request.ts";
import { sendXml } from "../respond.ts";
import { storageClassOf } from "../storage-class.ts";
import { compareKeys } from "../store/key-order.ts";
import { tag } from "../xml.ts";

/** Without grouping by a delimiter, which no client of this server asks for. */
export const listMultipartUploads: Operation = (call) => {
  const { uploads, name } = call.bucket();
  const { prefix, max, encodingType, encode } = listParameters(call, "max-uploads");
  const keyMarker = call.query.get("key-marker") ?? "";
  const idMarker = call.query.get("upload-id-marker");
  const all = uploads.list().filter(({ key }) => key.startsWith(prefix));
  // Of the marker's own key only those after the marker's upload.
  const markerIndex = all.findIndex(({ id, key }) => key === keyMarker && id === idMarker);
  const left = all.filter(
    ({ key }, i) =>
      compareKeys(key, keyMarker) > 0 || (markerIndex >= 0 && key === keyMarker && i > markerIndex),
  );
  const page = left.slice(0, max);
  const isTruncated = max > 0 && left.length > max;
  const last = isTruncated ? page.at(-1) : undefined;
  const elements = page.map(
    ({ key, id, initiated, headers, checksumAlgorithm, checksumType }) =>
      `<Upload>${
        tag("Key", encode(key)) +
        tag("UploadId", id) +
        OWNER.replaceAll("Owner", "Initiator") +
        OWNER +
        tag("StorageClass", storageClassOf({ headers })) +
        tag("Initiated", isoSeconds(initiated)) +
        tag("ChecksumAlgorithm", checksumAlgorithm) +
        tag("ChecksumType", checksumType)
      }</Upload>`,
  );
  sendXml(
    call.response,
    "ListMultipartUploadsResult",
    tag("Bucket", name) +
      tag("KeyMarker", encode(keyMarker)) +
      tag("UploadIdMarker", idMarker ?? "") +
      tag("NextKeyMarker", last === undefined ? undefined : encode(last.key)) +
      tag("NextUploadIdMarker", last?.id) +
      tag("Prefix", encode(prefix)) +
      tag("EncodingType", encodingType) +
      tag("MaxUploads", max) +
      tag("IsTruncated", isTruncated) +
      elements.join(""),
  );
};
