import type { IncomingHttpHeaders } from "node:http";
import { refuseAcl } from "./acl.ts";
import { storedContentEncoding } from "./body/receive-body.ts";
import { type Checksums, checksumHeader } from "./checksums/checksum.ts";
import { S3Error } from "./errors.ts";
import { decodeWords, encodeWords } from "./rfc2047.ts";
import { placementOf } from "./storage-class.ts";
import type { Bucket } from "./store/bucket.ts";
import type { ChecksumType, StoredObject, Version } from "./store/stored-object.ts";
import { idOf } from "./store/versions.ts";

const KEPT = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
  "x-amz-website-redirect-location",
];
const META = "x-amz-meta-";
const MAX_META_BYTES = 2048;

// Headers for features that this server lacks are refused, not ignored.
const REFUSED = [
  "x-amz-object-lock-mode",
  "x-amz-object-lock-retain-until-date",
  "x-amz-object-lock-legal-hold",
  "x-amz-server-side-encryption-customer-algorithm",
  "x-amz-write-offset-bytes",
];

/** The headers of a write that are kept with the object and come back with it. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  refuseAcl(headers);
  const kept: Record<string, string> = { "content-type": "binary/octet-stream", ...placementOf(headers) };
  let metaBytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== "string") continue;
    if (name.startsWith(META)) {
      kept[name] = decodeWords(value);
      metaBytes += name.length - META.length + Buffer.byteLength(kept[name]);
    } else if (KEPT.includes(name)) kept[name] = value;
    else if (REFUSED.includes(name)) throw new S3Error("NotImplemented", { details: { Header: name } });
  }
  if (metaBytes > MAX_META_BYTES) {
    throw new S3Error("MetadataTooLarge", {
      details: { Size: String(metaBytes), MaxSizeAllowed: String(MAX_META_BYTES) },
    });
  }
  const encoding = kept["content-encoding"];
  if (encoding !== undefined) {
    const stored = storedContentEncoding(encoding);
    if (stored === undefined) delete kept["content-encoding"];
    else kept["content-encoding"] = stored;
  }
  return kept;
}

/** What GetObject and HeadObject say of an object, besides what concerns the bytes that are sent. */
export function describingHeaders(object: StoredObject): Record<string, string> {
  const headers: Record<string, string> = {
    ...toSend(object.headers),
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.time).toUTCString(),
    "accept-ranges": "bytes",
  };
  if (object.tagging) headers["x-amz-tagging-count"] = String(new URLSearchParams(object.tagging).size);
  return headers;
}

function toSend(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name.startsWith(META) ? encodeWords(value) : value]),
  );
}

/** Which version it is, where the bucket keeps or kept versions. */
export function versionHeaders(
  { description }: Pick<Bucket, "description">,
  version: Version,
  name = "x-amz-version-id",
): Record<string, string> {
  return description.versioning === undefined ? {} : { [name]: idOf(version) };
}

export function checksumHeaders(checksums: Checksums = {}, type?: ChecksumType): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [algorithm, value] of Object.entries(checksums)) {
    headers[checksumHeader(algorithm as keyof Checksums)] = value;
    headers["x-amz-checksum-type"] = type ?? "FULL_OBJECT";
  }
  return headers;
}
