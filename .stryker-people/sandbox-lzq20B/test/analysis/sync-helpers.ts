// @ts-nocheck
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import { openS3 } from "../../local/s3/server.ts";
import { temporaryFolder } from "./load-helpers.ts";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

export const BUCKET = "lookalike";

export interface Bucket {
  s3: S3Client;
  bucket: string;
  endpoint: string;
  /** `GET /bucket/key` for every request so far. */
  requests: string[];
  /** Answers the next requests that match with this status instead of the object. */
  failWith(status: number | "hang up", matches: (request: IncomingMessage) => boolean, times?: number): void;
  put(key: string, content: string | object | Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
}

/** An empty bucket on a real S3 endpoint over HTTP, for the running test. */
export async function openBucket(): Promise<Bucket> {
  const store = await openS3({ root: join(temporaryFolder(), "s3") });
  const requests: string[] = [];
  const failures: {
    status: number | "hang up";
    matches(request: IncomingMessage): boolean;
    times: number;
  }[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const failure = failures.find(({ matches, times }) => times > 0 && matches(request));
    if (!failure) return void store.handle(request, response);
    failure.times--;
    if (failure.status === "hang up") return void request.socket.destroy();
    response.writeHead(failure.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const s3 = new S3Client({ region: "eu-west-1", endpoint, forcePathStyle: true, credentials });
  onTestFinished(async () => {
    s3.destroy();
    server.closeAllConnections();
    server.close();
    await store.close();
  });
  await fetch(`${endpoint}/${BUCKET}`, { method: "PUT" });
  return {
    s3,
    bucket: BUCKET,
    endpoint,
    requests,
    failWith: (status, matches, times = 1) => failures.push({ status, matches, times }),
    async put(key, content) {
      const isBytes = typeof content === "string" || content instanceof Uint8Array;
      const Body = isBytes ? content : JSON.stringify(content);
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body }));
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
    },
  };
}
