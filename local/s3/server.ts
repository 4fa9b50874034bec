import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isFull } from "../../core/files/is-full.ts";
import { type Caller, USER } from "../iam/caller.ts";
import { checkAccess, hideMissing } from "./access.ts";
import type { Call, CreationReason } from "./call.ts";
import { S3Error } from "./errors.ts";
import { OPERATIONS } from "./operations/index.ts";
import { checkPresigned } from "./presigned.ts";
import { type ObjectName, readBody } from "./read-body.ts";
import { sendEmpty, sendError } from "./respond.ts";
import { route } from "./route.ts";
import { expireVersions } from "./store/expire.ts";
import { Store } from "./store/store.ts";
import type { StoredObject } from "./store/stored-object.ts";
import { parseTarget } from "./target.ts";
import { requestedVersion } from "./version-id.ts";

/** An object was written: what EventBridge's "Object Created" says. */
export interface ObjectCreated {
  bucket: string;
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  sequencer: string;
  time: Date;
  /** Of a bucket that keeps versions. */
  versionId?: string;
  reason: CreationReason;
  requestId: string;
  /** The client's address. */
  sourceIp: string;
}

export interface S3Store {
  /** Answers one request, errors included. Without a caller it is the user's. */
  handle(request: IncomingMessage, response: ServerResponse, caller?: Caller): Promise<void>;
  /** Direct reads for the local AWS's other services, without a request. */
  read(object: ObjectName, maxBytes: number): Promise<Uint8Array | "missing" | "too large">;
  /** Lets running writes end and takes no more. */
  close(): Promise<void>;
}

export interface S3Options {
  /** Folder of the buckets; made if missing. At most one server at a time may use it. */
  root: string;
  /** Days that replaced and deleted versions are kept; checked at the start only. Default: for ever. */
  noncurrentDays?: number;
  /** Called once for each PutObject, CopyObject and CompleteMultipartUpload, when the object is durable. */
  onObjectCreated?: (event: ObjectCreated) => void;
}

const MAX_KEY_BYTES = 1024;

/** S3's REST API over plain folders. The caller is who the gateway says it is. */
export async function openS3({ root, noncurrentDays, onObjectCreated }: S3Options): Promise<S3Store> {
  const store = await Store.open(root);
  if (noncurrentDays !== undefined) {
    const time = Date.now() - noncurrentDays * 24 * 3600 * 1000;
    for (const bucket of store.list()) await expireVersions(bucket, time);
  }
  return {
    handle: (request, response, caller = USER) => {
      const requestId = randomBytes(8).toString("hex").toUpperCase();
      response.setHeader("x-amz-request-id", requestId);
      const notify: Notify = (bucket, object, reason) => {
        const { key, size, etag, sequencer, time, versionId } = object;
        const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
        const event = {
          bucket,
          key,
          size,
          etag,
          sequencer,
          time: new Date(time),
          reason,
          requestId,
          sourceIp,
        };
        onObjectCreated?.({ ...event, ...(versionId !== undefined && { versionId }) });
      };
      return answer(store, request, response, { caller, notify });
    },
    read: (object, maxBytes) => readBody(store, object, maxBytes),
    close: () => store.close(),
  };
}

type Notify = (bucket: string, object: StoredObject, reason: CreationReason) => void;

/** The caller, and who is notified of objects that the call writes. */
interface From {
  caller: Caller;
  notify: Notify;
}

async function answer(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  from: From,
): Promise<void> {
  try {
    await operate(store, request, response, from);
  } catch (error) {
    // The client has left or the answer has begun: no error can be sent any more.
    if (request.destroyed && (!request.complete || isReset(error))) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    fail(request, response, error);
  }
}

async function operate(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  { caller, notify }: From,
): Promise<void> {
  const { method = "GET", url = "/", headers } = request;
  const target = parseTarget(url, headers.host);
  checkPresigned(target.query, Date.now());
  const operation = route(method, target, headers["x-amz-copy-source"] !== undefined);
  if (!operation) {
    throw new S3Error("NotImplemented", {
      message: `This server has no operation ${method} ${url.slice(0, 200)}`,
    });
  }
  const { bucket = "", key = "", query } = target;
  checkKey(key);
  const versionId = requestedVersion(query);
  const call: Call = {
    store,
    bucket: () => store.bucket(bucket),
    bucketName: bucket,
    key,
    versionId,
    query,
    headers,
    request,
    response,
    checkKey,
    created: (object, reason) => notify(bucket, object, reason),
    caller,
  };
  try {
    checkAccess(call, operation);
    await OPERATIONS[operation](call);
  } catch (error) {
    throw hideMissing(call, error);
  }
}

function isReset(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET";
}

function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes <= MAX_KEY_BYTES) return;
  throw new S3Error("KeyTooLongError", {
    details: { Size: String(bytes), MaxSizeAllowed: String(MAX_KEY_BYTES) },
  });
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known =
    error instanceof S3Error
      ? error
      : new S3Error("InternalError", { message: `We encountered an internal error: ${String(error)}` });
  // That a disk is full is no fault of this program, and the client is told.
  if (known !== error && !isFull((error as NodeJS.ErrnoException | undefined)?.code)) console.error(error);
  if (request.method === "HEAD") sendEmpty(response, known.status, known.headers);
  else sendError(response, known, request.url?.split("?")[0] ?? "/");
}
