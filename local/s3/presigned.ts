import { S3Error } from "./errors.ts";

const WEEK_SECONDS = 604_800;
/** How far a client's clock may run ahead. */
const SKEW_MS = 15 * 60 * 1000;

/** @throws S3Error for a presigned link that has expired, is not valid yet, or has no valid time */
export function checkPresigned(query: ReadonlyMap<string, string>, now: number): void {
  if (query.has("X-Amz-Signature")) checkV4(query, now);
  else if (query.has("Signature") && query.has("AWSAccessKeyId")) checkV2(query, now);
}

function checkV4(query: ReadonlyMap<string, string>, now: number): void {
  const text = query.get("X-Amz-Expires");
  const date = query.get("X-Amz-Date");
  if (text === undefined || date === undefined) {
    throw malformed(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  if (!/^-?\d{1,15}$/.test(text)) throw malformed("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds < 1) throw malformed("X-Amz-Expires must be non-negative");
  if (seconds > WEEK_SECONDS) {
    throw malformed(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  }
  const signed = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (Number.isNaN(signed) || !/^\d{8}T/.test(date)) {
    throw malformed(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  }
  if (signed > now + SKEW_MS) {
    throw new S3Error("AccessDenied", {
      message: "Request is not yet valid",
      details: { "X-Amz-Expires": text, ServerTime: new Date(now).toISOString() },
    });
  }
  const expires = signed + seconds * 1000;
  if (expires < now) throw expired(expires, now, { "X-Amz-Expires": text });
}

function checkV2(query: ReadonlyMap<string, string>, now: number): void {
  const text = query.get("Expires") ?? "";
  if (!/^\d{1,12}$/.test(text)) {
    throw new S3Error("AccessDenied", { message: `Invalid date (should be seconds since epoch): ${text}` });
  }
  const expires = Number(text) * 1000;
  if (expires < now) throw expired(expires, now);
}

function malformed(message: string): S3Error {
  return new S3Error("AuthorizationQueryParametersError", { message });
}

function expired(expires: number, now: number, details: Record<string, string> = {}): S3Error {
  return new S3Error("AccessDenied", {
    message: "Request has expired",
    details: {
      ...details,
      Expires: new Date(expires).toISOString(),
      ServerTime: new Date(now).toISOString(),
    },
  });
}
