import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, get as httpsGet } from "node:https";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Endpoint } from "./endpoint.ts";
import type { ListedObject } from "./list-objects.ts";
import { encodeKey, requestSigner } from "./sign.ts";

export interface FetchedObject {
  content: Uint8Array;
  etag: string;
  modified: number;
}

export interface ObjectReader {
  /** Undefined when the object is no longer there. */
  get(object: ListedObject): Promise<FetchedObject | undefined>;
  close(): void;
}

/** The signing key is made again so often, for credentials that expire, milliseconds. */
const SIGNER_LIFETIME = 60_000;

/** Longest wait for an answer to begin or go on, milliseconds. */
const TIMEOUT = 20_000;

/**
 * Reads many small objects. The SDK spends several times longer on a small GET than the request itself takes, so
 * these are sent plainly over kept connections. Whatever does not succeed at once goes through the SDK after all,
 * with its retries and its errors.
 */
export function objectReader(
  s3: S3Client,
  bucket: string,
  endpoint: Endpoint,
  connections: number,
): ObjectReader {
  const isTls = endpoint.protocol === "https:";
  const agent = new (isTls ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: connections });
  let signer: { sign: ReturnType<typeof requestSigner>; until: number } | undefined;
  const currentSigner = async () => {
    if (!signer || signer.until < Date.now()) {
      const [credentials, region] = await Promise.all([s3.config.credentials(), s3.config.region()]);
      signer = { sign: requestSigner(credentials, region), until: Date.now() + SIGNER_LIFETIME };
    }
    return signer.sign;
  };
  const plain = async (key: string) => {
    const path = endpoint.base + encodeKey(key);
    const headers = (await currentSigner())({ host: endpoint.host, path });
    const { hostname, port } = endpoint;
    const request = { hostname, port, path, headers, agent, timeout: TIMEOUT };
    return await new Promise<{ response: IncomingMessage; content: Buffer }>((resolve, reject) => {
      const sent = (isTls ? httpsGet : httpGet)(request, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => resolve({ response, content: Buffer.concat(parts) }));
        response.on("error", reject);
      });
      sent.on("error", reject);
      sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    });
  };
  return {
    async get(object) {
      const answer = await plain(object.key).catch(() => undefined);
      const { response, content } = answer ?? {};
      const isWhole = response?.complete && content?.length === Number(response.headers["content-length"]);
      if (response?.statusCode === 404) return undefined;
      if (response?.statusCode !== 200 || !isWhole || !content) return viaSdk(s3, bucket, object);
      return fetched(
        object,
        content,
        response.headers.etag,
        Date.parse(response.headers["last-modified"] ?? ""),
      );
    },
    close: () => agent.destroy(),
  };
}

async function viaSdk(
  s3: S3Client,
  bucket: string,
  object: ListedObject,
): Promise<FetchedObject | undefined> {
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: object.key }));
    const content = await answer.Body!.transformToByteArray();
    return fetched(object, content, answer.ETag, answer.LastModified?.getTime());
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** The object may be newer than the listing: then its own headers count. */
function fetched(listed: ListedObject, content: Uint8Array, etag = "", modified = 0): FetchedObject {
  const own = etag.replaceAll('"', "") || listed.etag;
  return {
    content,
    etag: own,
    modified: own === listed.etag ? listed.modified : modified || listed.modified,
  };
}
