import type { IncomingHttpHeaders } from "node:http";
import { S3Error } from "./errors.ts";
import type { ObjectDraft } from "./store/stored-object.ts";

export const STORAGE_CLASS = "x-amz-storage-class";
const STANDARD = "STANDARD";

// Classes whose objects can be read at any time.
const CLASSES = [
  STANDARD,
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
];
// Objects of these classes must be restored before they can be read, and this server has no operation for that.
const ARCHIVES = ["GLACIER", "DEEP_ARCHIVE"];

const SSE = "x-amz-server-side-encryption";
const ENCRYPTIONS = ["AES256", "aws:kms", "aws:kms:dsse"];
const SSE_HEADERS = [SSE, `${SSE}-aws-kms-key-id`, `${SSE}-bucket-key-enabled`];

/** Of a write that copies, these come from the request, never from the source. */
export const PLACEMENT_HEADERS = [STORAGE_CLASS, ...SSE_HEADERS];

/**
 * Storage class and encryption as a write asks for them: kept and told, as S3 does, though every object lies in the
 * same folder here and no file is encrypted.
 */
export function placementOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of PLACEMENT_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && !(name === STORAGE_CLASS && value === STANDARD)) kept[name] = value;
  }
  const storageClass = kept[STORAGE_CLASS];
  if (storageClass !== undefined && ARCHIVES.includes(storageClass)) {
    throw new S3Error("NotImplemented", { details: { Header: STORAGE_CLASS } });
  }
  if (storageClass !== undefined && !CLASSES.includes(storageClass)) throw new S3Error("InvalidStorageClass");
  const encryption = kept[SSE];
  if (encryption === undefined || ENCRYPTIONS.includes(encryption)) return kept;
  throw new S3Error("InvalidArgument", {
    message: "The encryption method specified is not supported",
    details: { ArgumentName: SSE, ArgumentValue: encryption },
  });
}

export function storageClassOf({ headers }: Pick<ObjectDraft, "headers">): string {
  return headers[STORAGE_CLASS] ?? STANDARD;
}

/** What the answer to a write says of the encryption. */
export function encryptionHeaders({ headers }: Pick<ObjectDraft, "headers">): Record<string, string> {
  return Object.fromEntries(
    SSE_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}
