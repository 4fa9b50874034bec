// @ts-nocheck
import { type Call, header, type Operation } from "../call.ts";
import { copyBody, copySource } from "../copy-source.ts";
import { S3Error } from "../errors.ts";
import { invalid, isoSeconds } from "../list-request.ts";
import { versionHeaders } from "../object-headers.ts";
import { partRequest } from "../part-request.ts";
import { type ByteRange, parseRange } from "../range.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

export const uploadPartCopy: Operation = async (call) => {
  const bucket = call.bucket();
  const { uploadId, number } = partRequest(call);
  const { checksumAlgorithm } = bucket.uploads.get(uploadId, call.key);
  const source = copySource(call);
  const algorithms = checksumAlgorithm ? [checksumAlgorithm] : [];
  const range = sourceRange(call, source.object.size);
  const { path, size, md5, checksums } = await copyBody(source, bucket.tempPath(), algorithms, range);
  const part = await bucket.uploads.addPart(uploadId, call.key, path, { number, etag: md5, size, checksums });
  const elements = Object.entries(checksums).map(([name, value]) => tag(`Checksum${name}`, value));
  sendXml(
    call.response,
    "CopyPartResult",
    tag("LastModified", isoSeconds(part.time)) + tag("ETag", `"${md5}"`) + elements.join(""),
    versionHeaders(source.bucket, source.object, "x-amz-copy-source-version-id"),
  );
};

function sourceRange(call: Call, size: number): ByteRange | undefined {
  const text = header(call, "x-amz-copy-source-range");
  if (text === undefined) return undefined;
  const range = parseRange(text, size);
  // Unlike a GET, a range that reaches past the end is refused.
  const last = Number(text.split("-")[1]);
  if (range !== undefined && range !== "unsatisfiable" && last < size) return range;
  if (/^bytes=\d+-\d+$/.test(text)) {
    throw new S3Error("InvalidArgument", {
      message: `Range specified is not valid for source object of size: ${size}`,
      details: { ArgumentName: "x-amz-copy-source-range", ArgumentValue: text },
    });
  }
  throw invalid(
    "x-amz-copy-source-range",
    text,
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
  );
}
