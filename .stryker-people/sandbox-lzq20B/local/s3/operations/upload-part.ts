// @ts-nocheck
import { receiveBody } from "../body/receive-body.ts";
import type { Operation } from "../call.ts";
import { checksumHeaders } from "../object-headers.ts";
import { partRequest } from "../part-request.ts";
import { sendEmpty } from "../respond.ts";

export const uploadPart: Operation = async (call) => {
  const bucket = call.bucket();
  const { uploadId, number } = partRequest(call);
  const { checksumAlgorithm } = bucket.uploads.get(uploadId, call.key);
  const { path, size, md5, checksums } = await receiveBody(
    call.request,
    bucket.tempPath(),
    checksumAlgorithm,
  );
  await bucket.uploads.addPart(uploadId, call.key, path, { number, etag: md5, size, checksums });
  const { "x-amz-checksum-type": _, ...headers } = checksumHeaders(checksums);
  sendEmpty(call.response, 200, { etag: `"${md5}"`, ...headers });
};
