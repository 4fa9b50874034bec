import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { createHttpServer } from "../../../local/gateway/http-server.ts";
import { type ObjectCreated, openS3, type S3Options } from "../../../local/s3/server.ts";

export const CREDENTIALS = { accessKeyId: "any", secretAccessKey: "any" };
export const REGION = "eu-west-1";

export interface RunningS3 {
  endpoint: string;
  /** Folder of the buckets. */
  root: string;
  client: S3Client;
  /** In the order they were told. */
  events: ObjectCreated[];
  /** Ends server and client, keeps the folder. */
  stop(): Promise<void>;
}

/** The S3 of the local AWS on a port of its own, over `root`. */
export async function startS3(root: string, options: Partial<S3Options> = {}): Promise<RunningS3> {
  const events: ObjectCreated[] = [];
  const store = await openS3({ root, ...options, onObjectCreated: (event) => events.push(event) });
  const server = createHttpServer((request, response) => void store.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
  return {
    endpoint,
    root,
    client,
    events,
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "lookalike-s3-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
