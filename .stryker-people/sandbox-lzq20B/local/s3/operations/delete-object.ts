// @ts-nocheck
import { header, type Operation } from "../call.ts";
import { deleteVersion } from "../delete-version.ts";
import { S3Error } from "../errors.ts";
import { sendEmpty } from "../respond.ts";

// Directory buckets alone have these; ignoring a condition would delete what must stay.
const REFUSED = ["x-amz-if-match-last-modified-time", "x-amz-if-match-size"];

export const deleteObject: Operation = async (call) => {
  const refused = REFUSED.find((name) => header(call, name) !== undefined);
  if (refused) throw new S3Error("NotImplemented", { details: { Header: refused } });
  const { marker, deletedId } = await deleteVersion(call.bucket(), call.key, call.versionId, {
    ifMatch: call.headers["if-match"],
  });
  const id = deletedId ?? marker?.versionId;
  sendEmpty(call.response, 204, {
    ...(marker && { "x-amz-delete-marker": "true" }),
    ...(id !== undefined && { "x-amz-version-id": id }),
  });
};
