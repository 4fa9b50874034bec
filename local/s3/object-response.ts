import type { Call } from "./call.ts";
import { evaluateRead } from "./conditions.ts";
import { S3Error } from "./errors.ts";
import { checksumHeaders, describingHeaders, versionHeaders } from "./object-headers.ts";
import { type ByteRange, parseRange } from "./range.ts";
import type { Bucket } from "./store/bucket.ts";
import type { StoredObject } from "./store/stored-object.ts";

export interface ObjectResponse {
  status: 200 | 206 | 304;
  headers: Record<string, string | number>;
  /** The bytes to send; undefined for none. */
  range?: ByteRange;
}

const OVERRIDES =
  /^response-(cache-control|content-disposition|content-encoding|content-language|content-type|expires)$/;

/** What GetObject and HeadObject answer, up to the body; throws PreconditionFailed and InvalidRange. */
export function responseFor(
  call: Pick<Call, "headers" | "query">,
  bucket: Bucket,
  object: StoredObject,
): ObjectResponse {
  const headers: ObjectResponse["headers"] = {
    ...describingHeaders(object),
    ...versionHeaders(bucket, object),
  };
  const outcome = evaluateRead(
    {
      ifMatch: call.headers["if-match"],
      ifNoneMatch: call.headers["if-none-match"],
      ifModifiedSince: call.headers["if-modified-since"],
      ifUnmodifiedSince: call.headers["if-unmodified-since"],
    },
    object,
  );
  if (outcome === "failed") throw new S3Error("PreconditionFailed", { details: { Condition: "If-Match" } });
  if (outcome === "not-modified") return { status: 304, headers };

  for (const [name, value] of call.query) {
    const [, overridden] = OVERRIDES.exec(name) ?? [];
    if (overridden !== undefined) headers[overridden] = value;
  }
  const number = call.query.get("partNumber");
  const partial = number === undefined ? requestedRange(call, object) : partRange(object, number);
  if (object.parts && number !== undefined) headers["x-amz-mp-parts-count"] = object.parts.length;
  // A checksum is that of the whole object: with a range a client would compare it with the wrong bytes.
  if (!partial && call.headers["x-amz-checksum-mode"] === "ENABLED") {
    Object.assign(headers, checksumHeaders(object.checksums, object.checksumType));
  }
  const range = partial ?? { start: 0, end: object.size - 1 };
  headers["content-length"] = range.end - range.start + 1;
  if (partial) headers["content-range"] = `bytes ${range.start}-${range.end}/${object.size}`;
  return { status: partial ? 206 : 200, headers, ...(object.size > 0 && { range }) };
}

function requestedRange(call: Pick<Call, "headers">, object: StoredObject): ByteRange | undefined {
  const range = parseRange(call.headers.range, object.size);
  if (range !== "unsatisfiable") return range;
  throw new S3Error("InvalidRange", {
    details: { ActualObjectSize: String(object.size), RangeRequested: call.headers.range ?? "" },
    headers: { "content-range": `bytes */${object.size}` },
  });
}

/** The bytes of one part; an object of a single put is its own only part. */
function partRange(object: StoredObject, text: string): ByteRange | undefined {
  const sizes = object.parts ?? [object.size];
  const number = Number(text);
  const size = sizes[number - 1];
  if (size === undefined) throw new S3Error("InvalidPartNumber");
  if (object.size === 0) return undefined;
  const start = sizes.slice(0, number - 1).reduce((sum, s) => sum + s, 0);
  return { start, end: start + size - 1 };
}
