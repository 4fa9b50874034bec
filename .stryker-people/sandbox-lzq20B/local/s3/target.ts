// @ts-nocheck
import { S3Error } from "./errors.ts";
import { requestedVersion } from "./version-id.ts";

/** What a request is about: nothing (the service), a bucket, or an object in it; with its query. */
export interface Target {
  bucket: string | undefined;
  key: string | undefined;
  query: Map<string, string>;
}

// `lookalike.localhost`, `lookalike.s3.localhost`, `lookalike.s3.eu-west-1.localhost`: the bucket is in the host's name.
const VIRTUAL_HOST = /^([a-z0-9][a-z0-9.-]*)\.localhost(?::\d+)?$/;
const SERVICE_LABELS = /(^|\.)s3(?:[.-][a-z]{2}-[a-z]+-\d)?$/;

/**
 * Takes the raw request line apart. Not by `URL`, which would resolve `..` and fold slashes: both are ordinary
 * characters of a key. Percent-encoding is undone exactly once; `+` is itself in the path and a space in the query.
 */
export function parseTarget(url: string, host: string | undefined): Target {
  const mark = url.indexOf("?");
  const path = decode(mark < 0 ? url : url.slice(0, mark)).slice(1);
  const query = parseQuery(mark < 0 ? "" : url.slice(mark + 1));
  const virtual = virtualBucket(host);
  if (virtual) return { bucket: virtual, key: path || undefined, query };
  const slash = path.indexOf("/");
  if (slash < 0) return { bucket: path || undefined, key: undefined, query };
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) || undefined, query };
}

function virtualBucket(host: string | undefined): string | undefined {
  const name = host === undefined ? undefined : VIRTUAL_HOST.exec(host)?.[1];
  return name?.replace(SERVICE_LABELS, "") || undefined;
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  if (text === "") return query;
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? "" : pair.slice(equals + 1);
    if (name !== "") query.set(decode(name), decode(value.replaceAll("+", " ")));
  }
  return query;
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error("InvalidURI", { details: { URI: text } });
  }
}

/** What an `x-amz-copy-source` header names: `/bucket/key` or `bucket/key`, percent-encoded, with or without version. */
export function parseCopySource(header: string) {
  const mark = header.indexOf("?versionId=");
  const path = mark < 0 ? header : header.slice(0, mark);
  const versionId = requestedVersion(parseQuery(mark < 0 ? "" : header.slice(mark + 1)));
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decode(path)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new S3Error("InvalidArgument", {
      message: "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      details: { ArgumentName: "x-amz-copy-source", ArgumentValue: header },
    });
  }
  return { bucket, key, versionId };
}
