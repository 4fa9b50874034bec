import { type Call, header, type Operation } from "../call.ts";
import { type ChecksumAlgorithm, checksumAlgorithm } from "../checksums/checksum.ts";
import { type CopySource, copyBody, copySource } from "../copy-source.ts";
import { S3Error } from "../errors.ts";
import { invalid, isoSeconds } from "../list-request.ts";
import { keptHeaders, versionHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import type { ObjectDraft, StoredObject } from "../store/stored-object.ts";
import { tag } from "../xml.ts";

export const copyObject: Operation = async (call) => {
  const bucket = call.bucket();
  const source = copySource(call);
  const replaced = replacements(call);
  // An older version copied onto its own key is thereby brought back.
  const isOntoItself = source.object === bucket.newest(call.key);
  if (isOntoItself && !replaced.headers && !replaced.tagging) {
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
      ...versionHeaders(source.bucket, source.object, "x-amz-copy-source-version-id"),
    },
  );
};

/** What the request gives in place of the source's; the rest is the source's. */
type Replacements = Partial<Pick<ObjectDraft, "headers" | "tagging">> & { algorithm?: ChecksumAlgorithm };

function replacements(call: Call): Replacements {
  const replaced: Replacements = {};
  if (isReplace(call, "x-amz-metadata-directive")) replaced.headers = keptHeaders(call.headers);
  if (isReplace(call, "x-amz-tagging-directive")) replaced.tagging = header(call, "x-amz-tagging") ?? "";
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
  const draft = draftOf({ etag: md5, size, checksums }, headers ?? object.headers, tagging ?? object.tagging);
  return bucket.commit(call.key, draft, { body: path, conditions: conditionsOf(call) });
}

function draftOf(
  { etag, size, checksums = {} }: Pick<ObjectDraft, "etag" | "size" | "checksums">,
  headers: Record<string, string>,
  tagging: string | undefined,
): ObjectDraft {
  return { etag, size, checksums, headers, ...(tagging ? { tagging } : {}) };
}
