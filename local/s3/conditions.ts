import { S3Error } from "./errors.ts";

/** The object's properties that conditions are checked against. */
export interface Validators {
  etag: string;
  /** Milliseconds since 1970; HTTP dates carry whole seconds. */
  time: number;
}

export interface ReadConditions {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifModifiedSince?: string | undefined;
  ifUnmodifiedSince?: string | undefined;
}

/** RFC 9110 section 13.2.2: an ETag condition overrules the date condition of the same kind. */
export function evaluateRead(
  conditions: ReadConditions,
  object: Validators,
): "proceed" | "not-modified" | "failed" {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) return "failed";
  } else if (isModifiedSince(object, conditions.ifUnmodifiedSince) === true) return "failed";
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag) ? "not-modified" : "proceed";
  return isModifiedSince(object, conditions.ifModifiedSince) === false ? "not-modified" : "proceed";
}

export interface WriteConditions {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

/** Throws what S3 answers when a conditional write or delete meets `current`, the object now at the key. */
export function checkWrite(conditions: WriteConditions, key: string, current: Validators | undefined): void {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== "*") throw new S3Error("NotImplemented", { details: { Header: "If-None-Match" } });
    if (current) throw new S3Error("PreconditionFailed", { details: { Condition: "If-None-Match" } });
  }
  if (ifMatch === undefined) return;
  if (!current) throw new S3Error("NoSuchKey", { details: { Key: key } });
  if (!matches(ifMatch, current.etag)) {
    throw new S3Error("PreconditionFailed", { details: { Condition: "If-Match" } });
  }
}

function matches(header: string, etag: string): boolean {
  return header.split(",").some((candidate) => {
    const text = candidate.trim();
    return text === "*" || text.replace(/^W\//, "").replace(/^"(.*)"$/, "$1") === etag;
  });
}

function isModifiedSince(object: Validators, date: string | undefined): boolean | undefined {
  const since = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(since) ? undefined : Math.floor(object.time / 1000) > Math.floor(since / 1000);
}
