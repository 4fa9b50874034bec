// @ts-nocheck
import { createReadStream } from "node:fs";
import { BodyWriter, type Written } from "./body/body-writer.ts";
import { type Call, header } from "./call.ts";
import type { ChecksumAlgorithm } from "./checksums/checksum.ts";
import { evaluateRead } from "./conditions.ts";
import { S3Error } from "./errors.ts";
import type { ByteRange } from "./range.ts";
import type { Bucket } from "./store/bucket.ts";
import type { StoredObject } from "./store/stored-object.ts";
import { parseCopySource } from "./target.ts";

export interface CopySource {
  bucket: Bucket;
  object: StoredObject;
}

/** The object that x-amz-copy-source names, if the conditions on it hold. */
export function copySource(call: Call): CopySource {
  const named = parseCopySource(header(call, "x-amz-copy-source") ?? "");
  const bucket = call.store.bucket(named.bucket);
  const object = found(bucket, named);
  const outcome = evaluateRead(
    {
      ifMatch: header(call, "x-amz-copy-source-if-match"),
      ifNoneMatch: header(call, "x-amz-copy-source-if-none-match"),
      ifModifiedSince: header(call, "x-amz-copy-source-if-modified-since"),
      ifUnmodifiedSince: header(call, "x-amz-copy-source-if-unmodified-since"),
    },
    object,
  );
  if (outcome === "proceed") return { bucket, object };
  throw new S3Error("PreconditionFailed", { details: { Condition: "x-amz-copy-source-if" } });
}

function found(bucket: Bucket, { key, versionId }: ReturnType<typeof parseCopySource>): StoredObject {
  try {
    return bucket.object(key, versionId);
  } catch (error) {
    if (!(error instanceof S3Error && error.code === "MethodNotAllowed")) throw error;
    const message =
      "The source of a copy request may not specifically refer to a delete marker by version id.";
    throw new S3Error("InvalidRequest", { message });
  }
}

/**
 * Copies the source's bytes to a new file. They are those of the object given, whatever is written to its key
 * meanwhile, as long as nothing was awaited since it was looked up.
 */
export async function copyBody(
  { bucket, object }: CopySource,
  path: string,
  algorithms: readonly ChecksumAlgorithm[],
  range: ByteRange = { start: 0, end: object.size - 1 },
): Promise<Written> {
  const fd = bucket.openBody(object);
  const source = createReadStream("", {
    fd,
    start: range.start,
    end: Math.max(range.end, 0),
    highWaterMark: 1 << 18,
  });
  const writer = await BodyWriter.open(path, { algorithms }).catch((error: unknown) => {
    source.destroy();
    throw error;
  });
  try {
    for await (const data of source) await writer.write(data);
    return await writer.finish();
  } catch (error) {
    writer.discard();
    throw error;
  }
}
