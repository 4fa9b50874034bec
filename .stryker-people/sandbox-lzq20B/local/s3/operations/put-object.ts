// @ts-nocheck
import { receiveBody } from "../body/receive-body.ts";
import { header, type Operation } from "../call.ts";
import { checksumHeaders, keptHeaders, versionHeaders } from "../object-headers.ts";
import { sendEmpty } from "../respond.ts";
import { encryptionHeaders } from "../storage-class.ts";
import type { ObjectDraft } from "../store/stored-object.ts";
import { taggingOfHeader } from "../tagging.ts";

export const putObject: Operation = async (call) => {
  const bucket = call.bucket();
  const headers = keptHeaders(call.headers);
  const tagging = taggingOfHeader(header(call, "x-amz-tagging"));
  const { path, size, md5, checksums } = await receiveBody(call.request, bucket.tempPath());
  const draft: ObjectDraft = { etag: md5, size, headers, checksums };
  if (tagging) draft.tagging = tagging;
  const conditions = { ifMatch: call.headers["if-match"], ifNoneMatch: call.headers["if-none-match"] };
  const object = await bucket.commit(call.key, draft, { body: path, conditions });
  call.created(object, "PutObject");
  const version = versionHeaders(bucket, object);
  sendEmpty(call.response, 200, {
    etag: `"${md5}"`,
    ...version,
    ...encryptionHeaders(object),
    ...checksumHeaders(checksums),
  });
};
