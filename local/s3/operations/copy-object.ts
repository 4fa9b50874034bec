import { refuseAcl } from "../acl.ts";
import { type Call, header, type Operation } from "../call.ts";
import { type ChecksumAlgorithm, checksumAlgorithm } from "../checksums/checksum.ts";
import { type CopySource, copyBody, copySource } from "../copy-source.ts";
import { S3Error } from "../errors.ts";
import { invalid, isoSeconds } from "../list-request.ts";
import { keptHeaders, versionHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import { encryptionHeaders, PLACEMENT_HEADERS, placementOf, storageClassOf } from "../storage-class.ts";
import type { ObjectDraft, StoredObject } from "../store/stored-object.ts";
import { taggingOfHeader } from "../tagging.ts";
import { tag } from "../xml.ts";

export const copyObject: Operation = async (call) => {
  const bucket = call.bucket();
  refuseAcl(call.headers);
  const source = copySource(call);
  const replaced = replacements(call);
  // An older version copied onto its own key is thereby brought back.
  const isOntoItself = source.object === bucket.newest(call.key);
  if (isOntoItself && !changesAnything(call, source.object, replaced)) {
    throw new S3Error("InvalidRequest", {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  const object = await copyWhole(call, source, replaced);
  call.created(object, "CopyObject");
  const checksums = Object.entries(object.checksums ?? {}).map(([name, value]) =>
    tag(`Checksum${name}`, value),
  );
  sendXml(
    call.response,
    "CopyObjectResult",
    tag("LastModified", isoSeconds(object.time)) + tag("ETag", `"${object.etag}"`) + checksums.join(""),
    {
      ...versionHeaders(bucket, object),
      ...encryptionHeaders(object),
      ...versionHeaders(source.bucket, source.object, "x-amz-copy-source-version-id"),
    },
  );
};

function changesAnything(call: Call, source: StoredObject, { headers, tagging }: Replacements): boolean {
  const placement = placementOf(call.headers);
  return (
    headers !== undefined ||
    tagging !== undefined ||
    Object.keys(encryptionHeaders({ headers: placement })).length > 0 ||
    header(call, "x-amz-website-redirect-location") !== undefined ||
    storageClassOf({ headers: placement }) !== storageClassOf(source)
  );
}

/** What the request gives in place of the source's; the rest is the source's. */
interface Replacements {
  headers?: Record<string, string>;
  /** `null`: none. */
  tagging?: string | null;
  algorithm?: ChecksumAlgorithm;
}

function replacements(call: Call): Replacements {
  const replaced: Replacements = {};
  if (isReplace(call, "x-amz-metadata-directive")) replaced.headers = keptHeaders(call.headers);
  if (isReplace(call, "x-amz-tagging-directive")) {
    replaced.tagging = taggingOfHeader(header(call, "x-amz-tagging")) ?? null;
  }
  const name = header(call, "x-amz-checksum-algorithm");
  const algorithm = checksumAlgorithm(name);
  if (algorithm) replaced.algorithm = algorithm;
  else if (name !== undefined)
    throw new S3Error("NotImplemented", { details: { Header: "x-amz-checksum-algorithm" } });
  return replaced;
}

function isReplace(call: Call, name: string): boolean {
  const directive = header(call, name) ?? "COPY";
  if (directive !== "COPY" && directive !== "REPLACE")
    throw invalid(name, directive, "Unknown metadata directive.");
  return directive === "REPLACE";
}

function conditionsOf({ headers }: Call) {
  return { ifMatch: headers["if-match"], ifNoneMatch: headers["if-none-match"] };
}

async function copyWhole(
  call: Call,
  source: CopySource,
  { headers, tagging, algorithm }: Replacements,
): Promise<StoredObject> {
  const { object } = source;
  const bucket = call.bucket();
  const algorithms = algorithm ? [algorithm] : (Object.keys(object.checksums ?? {}) as ChecksumAlgorithm[]);
  const { path, size, md5, checksums } = await copyBody(source, bucket.tempPath(), algorithms);
  const tags = tagging === undefined ? object.tagging : tagging;
  const draft: ObjectDraft = { etag: md5, size, checksums, headers: headers ?? keptFrom(object, call) };
  if (tags) draft.tagging = tags;
  return bucket.commit(call.key, draft, { body: path, conditions: conditionsOf(call) });
}

/** The source's headers, but stored as the request asks. */
function keptFrom({ headers }: StoredObject, call: Call): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !PLACEMENT_HEADERS.includes(name));
  const redirect = header(call, "x-amz-website-redirect-location");
  return {
    ...Object.fromEntries(kept),
    ...placementOf(call.headers),
    ...(redirect !== undefined && { "x-amz-website-redirect-location": redirect }),
  };
}
