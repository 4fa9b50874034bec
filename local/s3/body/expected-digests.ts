import type { IncomingHttpHeaders } from "node:http";
import {
  type ChecksumAlgorithm,
  type Checksums,
  checksumAlgorithm,
  checksumHeader,
  DIGEST_BYTES,
} from "../checksums/checksum.ts";
import { S3Error } from "../errors.ts";

/** What a request says its body's digests are, or will be (a trailer). */
export interface ExpectedDigests {
  /** Hex, from Content-MD5. */
  md5?: string;
  /** Hex, from x-amz-content-sha256. */
  sha256?: string;
  /** The algorithm to compute, also where the request gives no value to compare with. */
  algorithm?: ChecksumAlgorithm;
  /** Base64. */
  checksum?: string;
}

const NOT_VALUES = new Set(["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"]);

export function expectedDigests(headers: IncomingHttpHeaders): ExpectedDigests {
  const expected: ExpectedDigests = {};
  const md5 = headers["content-md5"];
  if (typeof md5 === "string") {
    const bytes = Buffer.from(md5, "base64");
    if (bytes.length !== 16) throw new S3Error("InvalidDigest", { details: { "Content-MD5": md5 } });
    expected.md5 = bytes.toString("hex");
  }
  const sha256 = headers["x-amz-content-sha256"];
  if (typeof sha256 === "string" && !/^(UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/.test(sha256)) {
    if (!/^[0-9a-f]{64}$/i.test(sha256)) throw invalidSha256(sha256);
    expected.sha256 = sha256.toLowerCase();
  }

  const names = Object.keys(headers).filter((n) => n.startsWith("x-amz-checksum-") && !NOT_VALUES.has(n));
  if (names.length > 1) {
    throw new S3Error("InvalidRequest", {
      message: "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    });
  }
  const name = names[0] ?? trailerName(headers);
  if (name !== undefined) {
    expected.algorithm = algorithmOf(name.slice("x-amz-checksum-".length), name);
    if (names[0] !== undefined) expected.checksum = validated(expected.algorithm, String(headers[name]));
  } else {
    const asked = headers["x-amz-sdk-checksum-algorithm"];
    if (typeof asked === "string") expected.algorithm = algorithmOf(asked, "x-amz-sdk-checksum-algorithm");
  }
  return expected;
}

/** The checksum that came after the body. */
export function trailingChecksum(
  algorithm: ChecksumAlgorithm,
  trailers: ReadonlyMap<string, string>,
): string | undefined {
  const value = trailers.get(checksumHeader(algorithm));
  return value === undefined ? undefined : validated(algorithm, value);
}

/** Throws AWS's error where a digest is not what the request said. */
export function compareDigests(
  expected: ExpectedDigests,
  actual: { md5: string; sha256?: string; checksums: Checksums },
): void {
  if (expected.md5 !== undefined && expected.md5 !== actual.md5) throw new S3Error("BadDigest");
  if (expected.sha256 !== undefined && expected.sha256 !== actual.sha256) {
    throw new S3Error("XAmzContentSHA256Mismatch");
  }
  const { algorithm, checksum } = expected;
  if (algorithm && checksum !== undefined && checksum !== actual.checksums[algorithm]) {
    throw new S3Error("BadDigest", {
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
  }
}

function invalidSha256(value: string): S3Error {
  return new S3Error("InvalidArgument", {
    message:
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
    details: { ArgumentName: "x-amz-content-sha256", ArgumentValue: value },
  });
}

function trailerName(headers: IncomingHttpHeaders): string | undefined {
  const names = String(headers["x-amz-trailer"] ?? "")
    .toLowerCase()
    .split(",");
  return names.map((name) => name.trim()).find((name) => name.startsWith("x-amz-checksum-"));
}

function algorithmOf(text: string, header: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(text);
  if (!algorithm) throw new S3Error("NotImplemented", { details: { Header: header } });
  return algorithm;
}

function validated(algorithm: ChecksumAlgorithm, value: string): string {
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === DIGEST_BYTES[algorithm] && bytes.toString("base64") === value) return value;
  throw new S3Error("InvalidRequest", {
    message: `Value for ${checksumHeader(algorithm)} header is invalid.`,
  });
}
