import { requirePermission } from "../access.ts";
import { receiveText } from "../body/receive-body.ts";
import type { Call, Operation } from "../call.ts";
import { deleteVersion } from "../delete-version.ts";
import { S3Error } from "../errors.ts";
import { objectArn } from "../required-permissions.ts";
import { sendXml } from "../respond.ts";
import type { Bucket } from "../store/bucket.ts";
import { requestedVersion } from "../version-id.ts";
import { children, childText, parseXml, tag } from "../xml.ts";

const MAX_KEYS = 1000;
// 1,000 keys of 1,024 bytes, every one of them escaped, fit.
const MAX_BYTES = 8 << 20;

export const deleteObjects: Operation = async (call) => {
  const bucket = call.bucket();
  const request = parseXml(await receiveText(call.request, MAX_BYTES), "Delete");
  const entries = children(request, "Object");
  if (entries.length === 0 || entries.length > MAX_KEYS) throw new S3Error("MalformedXML");
  // All are checked before the first is deleted.
  const wanted = entries.map((entry) => ({
    key: childText(entry, "Key"),
    versionId: childText(entry, "VersionId") || undefined,
    ifMatch: childText(entry, "ETag"),
  }));
  if (wanted.some(({ key }) => !key)) throw new S3Error("MalformedXML");
  const isQuiet = childText(request, "Quiet") === "true";
  const results = await Promise.all(
    wanted.map(({ key = "", ...which }) => deleteOne(call, bucket, key, which, isQuiet)),
  );
  sendXml(call.response, "DeleteResult", results.join(""));
};

async function deleteOne(
  { caller, bucketName }: Call,
  bucket: Bucket,
  key: string,
  { versionId, ifMatch }: { versionId: string | undefined; ifMatch: string | undefined },
  isQuiet: boolean,
): Promise<string> {
  const named = tag("Key", key) + tag("VersionId", versionId);
  try {
    const action = versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
    requirePermission(caller, { action, resource: objectArn(bucketName, key) });
    const id = requestedVersion(new Map(versionId === undefined ? [] : [["versionId", versionId]]));
    const { marker } = await deleteVersion(bucket, key, id, { ifMatch });
    const made = marker && tag("DeleteMarker", true) + tag("DeleteMarkerVersionId", marker.versionId);
    return isQuiet ? "" : `<Deleted>${named}${made ?? ""}</Deleted>`;
  } catch (error) {
    const { code, message } = error instanceof S3Error ? error : new S3Error("InternalError");
    return `<Error>${named}${tag("Code", code)}${tag("Message", message)}</Error>`;
  }
}
