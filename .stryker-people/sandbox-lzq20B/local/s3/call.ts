// @ts-nocheck
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../iam/caller.ts";
import type { Bucket } from "./store/bucket.ts";
import type { Store } from "./store/store.ts";
import type { StoredObject } from "./store/stored-object.ts";

/** One request, as an operation sees it. */
export interface Call {
  store: Store;
  /** The bucket that is asked for; NoSuchBucket where there is none. */
  bucket: () => Bucket;
  bucketName: string;
  key: string;
  /** The one version that is asked for. */
  versionId: string | undefined;
  query: ReadonlyMap<string, string>;
  headers: IncomingHttpHeaders;
  request: IncomingMessage;
  response: ServerResponse;
  /** Throws where a key is longer than S3 takes. */
  checkKey: (key: string) => void;
  /** Tells that an object was written. */
  created: (object: StoredObject, reason: CreationReason) => void;
  caller: Caller;
}

/** The operation that wrote an object, as an event names it. */
export type CreationReason = "PutObject" | "CopyObject" | "CompleteMultipartUpload" | "POST Object";

/** Answers a request, or throws an S3Error. */
export type Operation = (call: Call) => Promise<void> | void;

/** A request header as one string. */
export function header(call: Pick<Call, "headers">, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
