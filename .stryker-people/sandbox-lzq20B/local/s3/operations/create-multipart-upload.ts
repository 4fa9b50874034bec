// @ts-nocheck
import { type Call, header, type Operation } from "../call.ts";
import { type ChecksumAlgorithm, checksumAlgorithm } from "../checksums/checksum.ts";
import { S3Error } from "../errors.ts";
import { keptHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import { encryptionHeaders } from "../storage-class.ts";
import type { ChecksumType } from "../store/stored-object.ts";
import type { UploadDraft } from "../store/uploads.ts";
import { taggingOfHeader } from "../tagging.ts";
import { tag } from "../xml.ts";

export const createMultipartUpload: Operation = (call) => {
  const bucket = call.bucket();
  const draft: UploadDraft = { key: call.key, headers: keptHeaders(call.headers) };
  const tagging = taggingOfHeader(header(call, "x-amz-tagging"));
  if (tagging) draft.tagging = tagging;
  const checksum = requestedChecksum(call);
  const headers: Record<string, string> = encryptionHeaders(draft);
  if (checksum) {
    draft.checksumAlgorithm = checksum.algorithm;
    draft.checksumType = checksum.type;
    headers["x-amz-checksum-algorithm"] = checksum.algorithm;
    headers["x-amz-checksum-type"] = checksum.type;
  }
  const { id } = bucket.uploads.create(draft);
  sendXml(
    call.response,
    "InitiateMultipartUploadResult",
    tag("Bucket", bucket.name) + tag("Key", call.key) + tag("UploadId", id),
    headers,
  );
};

// A CRC of the whole follows from those of the parts, a hash does not; CRC64NVME exists in that form only.
const TYPES: Record<ChecksumAlgorithm, readonly [ChecksumType, ...ChecksumType[]]> = {
  CRC32: ["COMPOSITE", "FULL_OBJECT"],
  CRC32C: ["COMPOSITE", "FULL_OBJECT"],
  CRC64NVME: ["FULL_OBJECT"],
  SHA1: ["COMPOSITE"],
  SHA256: ["COMPOSITE"],
};

function requestedChecksum(call: Call): { algorithm: ChecksumAlgorithm; type: ChecksumType } | undefined {
  const name = header(call, "x-amz-checksum-algorithm");
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  if (!algorithm) throw new S3Error("NotImplemented", { details: { Header: "x-amz-checksum-algorithm" } });
  const asked = header(call, "x-amz-checksum-type");
  const type = asked === undefined ? TYPES[algorithm][0] : TYPES[algorithm].find((one) => one === asked);
  if (type) return { algorithm, type };
  throw new S3Error("InvalidRequest", {
    message: `The ${asked} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  });
}
