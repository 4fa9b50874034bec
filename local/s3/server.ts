import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { OPERATIONS } from "./operations/index.ts";
import { readBody } from "./read-body.ts";
import { sendEmpty, sendError } from "./respond.ts";
import { route } from "./route.ts";
import { Store } from "./store/store.ts";
import { invalidVersion, parseTarget } from "./target.ts";

/** An object was written: what EventBridge's "Object Created" says. */
export interface ObjectCreated {
  bucket: string;
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  sequencer: string;
  time: Date;
}

export interface S3Store {
  /** Answers one request, errors included. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What the region's other services read of it, without a request. */
  read(bucket: string, key: string, maxBytes: number): Promise<Uint8Array | "missing" | "too large">;
  /** Lets running writes end and takes no more. */
  close(): Promise<void>;
}

export interface S3Options {
  /** Folder of the buckets; made if missing. At most one server at a time may use it. */
  root: string;
  /** Called once for each PutObject, CopyObject and CompleteMultipartUpload, when the object is durable. */
  onObjectCreated?: (event: ObjectCreated) => void;
}

const MAX_KEY_BYTES = 1024;

/** S3's REST API over plain folders. Credentials are not checked. */
export async function openS3({ root, onObjectCreated }: S3Options): Promise<S3Store> {
  const store = await Store.open(root, (bucket, { key, size, etag, sequencer, time }) =>
    onObjectCreated?.({ bucket, key, size, etag, sequencer, time: new Date(time) }),
  );
  let requests = 0;
  return {
    handle: (request, response) => {
      response.setHeader("x-amz-request-id", (++requests).toString(16).toUpperCase().padStart(16, "0"));
      return answer(store, request, response);
    },
    read: (bucket, key, maxBytes) => readBody(store, bucket, key, maxBytes),
    close: () => store.close(),
  };
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await operate(store, request, response);
  } catch (error) {
    // A client that left, or an answer already on its way: nothing can be said any more.
    if (request.destroyed && !request.complete) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    fail(request, response, error);
  }
}

async function operate(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/", headers } = request;
  const target = parseTarget(url, headers.host);
  const operation = route(method, target, headers["x-amz-copy-source"] !== undefined);
  if (!operation) {
    throw new S3Error("NotImplemented", {
      message: `Expected an operation that this server has, but ${method} ${url.slice(0, 200)} is none`,
    });
  }
  const { bucket = "", key = "", query } = target;
  const bytes = Buffer.byteLength(key);
  if (bytes > MAX_KEY_BYTES) {
    throw new S3Error("KeyTooLongError", {
      details: { Size: String(bytes), MaxSizeAllowed: String(MAX_KEY_BYTES) },
    });
  }
  const version = query.get("versionId");
  if (version !== undefined && version !== "null") throw invalidVersion(version);
  const call: Call = {
    store,
    bucket: () => store.bucket(bucket),
    bucketName: bucket,
    key,
    query,
    headers,
    request,
    response,
  };
  await OPERATIONS[operation](call);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known =
    error instanceof S3Error
      ? error
      : new S3Error("InternalError", { message: `We encountered an internal error: ${String(error)}` });
  if (known !== error) console.error(error);
  if (request.method === "HEAD") sendEmpty(response, known.status, known.headers);
  else sendError(response, known, request.url?.split("?")[0] ?? "/");
}
