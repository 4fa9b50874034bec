import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type ChecksumAlgorithm, type Checksums, createChecksum } from "../checksums/checksum.ts";
import { S3Error } from "../errors.ts";
import { decodeAwsChunked, type Trailers } from "./aws-chunked.ts";
import { BodyWriter, type Written } from "./body-writer.ts";
import {
  compareDigests,
  type ExpectedDigests,
  expectedDigests,
  trailingChecksum,
} from "./expected-digests.ts";

/** S3's limit for one PUT, and for one part: 5 GiB. */
export const MAX_PUT_BYTES = 5 * 2 ** 30;

/** Streams the request's body into a new file at `path`, decoded and verified; leaves no file when it throws. */
export function receiveBody(
  request: IncomingMessage,
  path: string,
  also?: ChecksumAlgorithm,
): Promise<Written> {
  const { headers } = request;
  const size = declaredSize(headers);
  const trailers: Trailers = new Map();
  const body = isAwsChunked(headers) ? decodeAwsChunked(request, trailers) : request;
  return receive(body, path, { expected: expectedDigests(headers), trailers, size, also });
}

/** The same for the file of a form, whose fields take the place of headers. */
export async function receiveStream(
  body: AsyncIterable<Buffer>,
  fields: IncomingHttpHeaders,
  path: string,
  { min, max } = { min: 0, max: MAX_PUT_BYTES },
): Promise<Written> {
  const written = await receive(body, path, { expected: expectedDigests(fields), max });
  if (written.size >= min) return written;
  rmSync(written.path);
  throw new S3Error("EntityTooSmall", {
    details: { ProposedSize: String(written.size), MinSizeAllowed: String(min) },
  });
}

interface Expectations {
  expected: ExpectedDigests;
  trailers?: Trailers;
  size?: number | undefined;
  max?: number;
  also?: ChecksumAlgorithm | undefined;
}

async function receive(
  body: AsyncIterable<Buffer>,
  path: string,
  { expected, trailers = new Map(), size, max = MAX_PUT_BYTES, also }: Expectations,
): Promise<Written> {
  const algorithm = expected.algorithm ?? also;
  const writer = await BodyWriter.open(path, {
    algorithms: algorithm ? [algorithm] : [],
    sha256: expected.sha256 !== undefined,
  });
  try {
    for await (const data of body) {
      const total = writer.size + data.length;
      if (size !== undefined && total > size) throw new S3Error("IncompleteBody");
      if (total > max) throw tooLarge(total, max);
      await writer.write(data);
    }
    if (size !== undefined && writer.size !== size) throw new S3Error("IncompleteBody");
    if (expected.algorithm && expected.checksum === undefined) {
      const checksum = trailingChecksum(expected.algorithm, trailers);
      if (checksum !== undefined) expected.checksum = checksum;
    }
    const written = await writer.finish();
    compareDigests(expected, written);
    return written;
  } catch (error) {
    writer.discard();
    throw error;
  }
}

/** Without the `aws-chunked` that only concerns the transfer; undefined when nothing else was there. */
export function storedContentEncoding(header: string): string | undefined {
  const codings = header.split(",").map((coding) => coding.trim());
  return codings.filter((coding) => coding !== "aws-chunked" && coding !== "").join(",") || undefined;
}

function isAwsChunked(headers: IncomingHttpHeaders): boolean {
  const sha256 = String(headers["x-amz-content-sha256"] ?? "");
  return sha256.startsWith("STREAMING-") || /\baws-chunked\b/.test(headers["content-encoding"] ?? "");
}

/** Undefined where the transfer encoding says when the body ends. */
function declaredSize(headers: IncomingHttpHeaders): number | undefined {
  const declared = headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  if (declared === undefined && headers["transfer-encoding"] !== undefined) return undefined;
  if (declared === undefined) throw new S3Error("MissingContentLength");
  const size = /^\d+$/.test(String(declared)) ? Number(declared) : Number.NaN;
  if (Number.isNaN(size)) throw new S3Error("InvalidRequest");
  if (size > MAX_PUT_BYTES) throw tooLarge(size, MAX_PUT_BYTES);
  return size;
}

function tooLarge(size: number, max: number): S3Error {
  return new S3Error("EntityTooLarge", {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(max) },
  });
}

/** A small body (an XML document) as text, verified like any other unless told what to expect. */
export async function receiveText(
  request: IncomingMessage,
  maxBytes: number,
  expected: ExpectedDigests = expectedDigests(request.headers),
): Promise<string> {
  const trailers: Trailers = new Map();
  const body = isAwsChunked(request.headers) ? decodeAwsChunked(request, trailers) : request;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const data of body) {
    size += data.length;
    if (size > maxBytes) throw new S3Error("MalformedXML");
    pieces.push(data);
  }
  const text = Buffer.concat(pieces);
  compareDigests(expected, digestsOf(text, expected.algorithm));
  return text.toString("utf8");
}

function digestsOf(data: Buffer, algorithm: ChecksumAlgorithm | undefined) {
  const checksums: Checksums = {};
  if (algorithm) {
    const checksum = createChecksum(algorithm);
    checksum.update(data);
    checksums[algorithm] = checksum.digest().toString("base64");
  }
  const hex = (name: string) => createHash(name).update(data).digest("hex");
  return { md5: hex("md5"), sha256: hex("sha256"), checksums };
}
