import { receiveBody } from "../body/receive-body.ts";
import { header, type Operation } from "../call.ts";
import { checksumHeaders, keptHeaders, versionHeaders } from "../object-headers.ts";
import { sendEmpty } from "../respond.ts";
import type { ObjectDraft } from "../store/stored-object.ts";

export const putObject: Operation = async (call) => {
  const bucket = call.bucket();
  const headers = keptHeaders(call.headers);
  const { path, size, md5, checksums } = await receiveBody(call.request, bucket.tempPath());
  const draft: ObjectDraft = { etag: md5, size, headers, checksums };
  const tagging = header(call, "x-amz-tagging");
  if (tagging) draft.tagging = tagging;
  const conditions = { ifMatch: call.headers["if-match"], ifNoneMatch: call.headers["if-none-match"] };
  const object = await bucket.commit(call.key, draft, { body: path, conditions });
  call.created(object, "PutObject");
  const version = versionHeaders(bucket, object);
  sendEmpty(call.response, 200, { etag: `"${md5}"`, ...version, ...checksumHeaders(checksums) });
};
