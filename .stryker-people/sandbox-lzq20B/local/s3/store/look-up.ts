// @ts-nocheck
import { S3Error } from "../errors.ts";
import type { Bucket } from "./bucket.ts";
import type { DeleteMarker, StoredObject } from "./stored-object.ts";
import { findVersion, idOf, isObject } from "./versions.ts";

/** The object at `key`, or that version of it, or what S3 answers where a read finds none. */
export function lookUp({ index }: Pick<Bucket, "index">, key: string, versionId?: string): StoredObject {
  const versions = index.get(key) ?? [];
  const version = versionId === undefined ? versions[0] : findVersion(versions, versionId);
  if (isObject(version)) return version;
  if (versionId === undefined) {
    throw new S3Error("NoSuchKey", { details: { Key: key }, headers: version ? markerHeaders(version) : {} });
  }
  if (!version) throw new S3Error("NoSuchVersion", { details: { Key: key, VersionId: versionId } });
  throw new S3Error("MethodNotAllowed", {
    details: { Method: "GET", ResourceType: "DeleteMarker" },
    headers: {
      ...markerHeaders(version),
      allow: "DELETE",
      "last-modified": new Date(version.time).toUTCString(),
    },
  });
}

export function markerHeaders(marker: DeleteMarker): Record<string, string> {
  return { "x-amz-delete-marker": "true", "x-amz-version-id": idOf(marker) };
}
