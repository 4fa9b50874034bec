import { createReadStream, rmSync } from "node:fs";
import { BodyWriter, type Written } from "../body/body-writer.ts";
import { receiveText } from "../body/receive-body.ts";
import { type Call, header, type Operation } from "../call.ts";
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, checksumHeader } from "../checksums/checksum.ts";
import { checkWrite } from "../conditions.ts";
import { S3Error } from "../errors.ts";
import { compositeChecksums, listedParts, multipartEtag } from "../multipart.ts";
import { versionHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import { encryptionHeaders } from "../storage-class.ts";
import type { Bucket } from "../store/bucket.ts";
import type { Part } from "../store/part-name.ts";
import type { ObjectDraft, StoredObject } from "../store/stored-object.ts";
import type { Upload } from "../store/uploads.ts";
import { isObject } from "../store/versions.ts";
import { parseXml, tag, type XmlNode } from "../xml.ts";

// 10,000 parts with an ETag and a SHA-256 each fit.
const MAX_BYTES = 8 << 20;

export const completeMultipartUpload: Operation = async (call) => {
  const bucket = call.bucket();
  const id = call.query.get("uploadId") ?? "";
  const earlier = completed(bucket, call.key, id);
  if (!earlier) bucket.uploads.get(id, call.key);
  // The checksum headers here speak of the object, not of this document.
  const document = parseXml(await receiveText(call.request, MAX_BYTES, {}), "CompleteMultipartUpload");
  const object = earlier ?? (await complete(call, bucket, id, document));
  const checksums = Object.entries(object.checksums ?? {}).map(([name, value]) =>
    tag(`Checksum${name}`, value),
  );
  sendXml(
    call.response,
    "CompleteMultipartUploadResult",
    tag("Location", `http://${call.headers.host}/${bucket.name}/${encodeURIComponent(call.key)}`) +
      tag("Bucket", bucket.name) +
      tag("Key", call.key) +
      tag("ETag", `"${object.etag}"`) +
      checksums.join("") +
      tag("ChecksumType", object.checksumType),
    { ...versionHeaders(bucket, object), ...encryptionHeaders(object) },
  );
};

/** What the upload became, if it was completed before: a client that lost the answer asks again. */
function completed(bucket: Bucket, key: string, id: string): StoredObject | undefined {
  return bucket.index.get(key)?.find((version) => isObject(version) && version.upload === id) as
    | StoredObject
    | undefined;
}

function complete(call: Call, bucket: Bucket, id: string, document: XmlNode): Promise<StoredObject> {
  return bucket.uploads.exclusively(id, call.key, async (upload) => {
    const parts = listedParts(document, upload);
    const conditions = { ifMatch: call.headers["if-match"], ifNoneMatch: call.headers["if-none-match"] };
    // Checked again at the commit; here it only saves copying gigabytes for nothing.
    checkWrite(conditions, call.key, bucket.newest(call.key));
    const stated = statedAlgorithm(call, upload);
    const written = await assemble(bucket, upload, parts, stated);
    const draft = draftOf(upload, parts, written);
    try {
      verify(call, { ...draft, checksums: { ...written.checksums, ...draft.checksums } });
    } catch (error) {
      rmSync(written.path);
      throw error;
    }
    const committed = await bucket.commit(call.key, draft, { body: written.path, conditions });
    bucket.uploads.discard(id);
    call.created(committed, "CompleteMultipartUpload");
    return committed;
  });
}

/** A checksum of the whole that the request states though the upload has none. */
function statedAlgorithm(call: Call, { checksumAlgorithm }: Upload): ChecksumAlgorithm | undefined {
  if (checksumAlgorithm) return undefined;
  return CHECKSUM_ALGORITHMS.find((algorithm) => header(call, checksumHeader(algorithm)) !== undefined);
}

/** Throws where the request states another size or checksum of the whole object. */
function verify(call: Call, draft: ObjectDraft): void {
  const size = header(call, "x-amz-mp-object-size");
  if (size !== undefined && Number(size) !== draft.size) throw new S3Error("InvalidRequest");
  for (const [algorithm, value] of Object.entries(draft.checksums ?? {})) {
    const stated = header(call, checksumHeader(algorithm as ChecksumAlgorithm));
    // With or without the number of parts behind a composite one.
    if (stated !== undefined && stated !== value && stated !== value.split("-")[0]) {
      throw new S3Error("BadDigest", {
        message: `The ${algorithm} you specified did not match the calculated checksum.`,
      });
    }
  }
}

async function assemble(
  bucket: Bucket,
  upload: Upload,
  parts: readonly Part[],
  stated: ChecksumAlgorithm | undefined,
): Promise<Written> {
  const own = upload.checksumType === "FULL_OBJECT" ? upload.checksumAlgorithm : undefined;
  const algorithms = [own, stated].filter((algorithm) => algorithm !== undefined);
  const writer = await BodyWriter.open(bucket.tempPath(), { algorithms });
  try {
    for (const part of parts) {
      const source = createReadStream(bucket.uploads.partPath(upload.id, part), { highWaterMark: 1 << 18 });
      for await (const data of source) await writer.write(data);
    }
    return await writer.finish();
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function draftOf(upload: Upload, parts: readonly Part[], written: Written): ObjectDraft {
  const { headers, tagging, checksumType } = upload;
  const draft: ObjectDraft = {
    etag: multipartEtag(parts),
    size: written.size,
    headers,
    parts: parts.map(({ size }) => size),
    upload: upload.id,
  };
  if (tagging) draft.tagging = tagging;
  if (!checksumType) return draft;
  draft.checksumType = checksumType;
  const { checksumAlgorithm } = upload;
  if (checksumAlgorithm)
    draft.partChecksums = parts.map(({ checksums }) => checksums[checksumAlgorithm] ?? "");
  draft.checksums = checksumType === "FULL_OBJECT" ? written.checksums : compositeChecksums(parts, upload);
  return draft;
}
