// @ts-nocheck
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openS3 } from "../../../local/s3/server.ts";
import { CREDENTIALS, REGION, type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

const Bucket = "lookalike";
const KILLS = 3;
let root: string;
let removeFolder: () => Promise<void>;
let s3: RunningS3;

beforeEach(async () => {
  const folder = await temporaryFolder();
  root = folder.path;
  removeFolder = folder.remove;
  s3 = await startS3(root);
  await s3.client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  await s3.stop();
  await removeFolder();
});

async function restart(whileStopped?: () => Promise<void>) {
  await s3.stop();
  await whileStopped?.();
  s3 = await startS3(root);
}

function put(Key: string, Body: string, more = {}) {
  return s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function text(Key: string): Promise<string> {
  return (await s3.client.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
}

async function keys(): Promise<string[]> {
  const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!);
}

describe("a restart", () => {
  it("finds every object as it was", async () => {
    await put("a", "one", { Metadata: { m: "1" }, ContentType: "text/x" });
    await put("a/b", "two");
    await put("gone", "three");
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    const before = await s3.client.send(new GetObjectCommand({ Bucket, Key: "a", ChecksumMode: "ENABLED" }));
    await restart();
    expect(await keys()).toEqual(["a", "a/b"]);
    const after = await s3.client.send(new GetObjectCommand({ Bucket, Key: "a", ChecksumMode: "ENABLED" }));
    for (const name of ["ETag", "LastModified", "ContentType", "Metadata", "ChecksumCRC32"] as const) {
      expect(after[name]).toEqual(before[name]);
    }
    expect(await after.Body!.transformToString()).toBe("one");
  });

  it("removes what never completed", async () => {
    await put("kept", "x");
    await restart(async () => {
      await writeFile(join(root, Bucket, "tmp", "0000000000000001"), "half a body");
      await appendFile(join(root, Bucket, "objects.jsonl"), '{"put":{"key":"half","etag":"12');
      await mkdir(join(root, ".new-half-a-bucket"));
      await mkdir(join(root, Bucket, "uploads", "half-an-upload"));
    });
    expect(await keys()).toEqual(["kept"]);
    expect(await readdir(join(root, Bucket, "tmp"))).toEqual([]);
    expect(await readdir(join(root, Bucket, "uploads"))).toEqual([]);
    expect(await readdir(root)).toEqual([Bucket]);
    await put("next", "y");
    await restart();
    expect(await keys()).toEqual(["kept", "next"]);
  });

  it("moves a body into place that the journal names already", async () => {
    await put("photo", "old");
    const journal = join(root, Bucket, "objects.jsonl");
    const body = join(root, Bucket, "tmp", "FFFF");
    await restart(async () => {
      const line = JSON.parse((await readFile(journal, "utf8")).trim());
      const put = { ...line.put, size: 5, etag: "e", checksums: {}, headers: { "x-amz-meta-new": "1" } };
      await appendFile(journal, `${JSON.stringify({ put, temp: "FFFF" })}\n`);
      await writeFile(body, "newer");
    });
    expect(await text("photo")).toBe("newer");
    const { Metadata } = await s3.client.send(new GetObjectCommand({ Bucket, Key: "photo" }));
    expect(Metadata).toEqual({ new: "1" });
  });

  it("removes a body whose deletion the journal holds already", async () => {
    await put("photo", "old");
    const { path } = JSON.parse((await readFile(join(root, Bucket, "objects.jsonl"), "utf8")).trim()).put;
    await restart(() =>
      appendFile(join(root, Bucket, "objects.jsonl"), `${JSON.stringify({ delete: "photo", path })}\n`),
    );
    expect(await keys()).toEqual([]);
    expect(await readdir(join(root, Bucket, "objects"))).toEqual([]);
  });

  it("goes on with a multipart upload", async () => {
    const Key = "multi";
    const { UploadId } = await s3.client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { m: "1" } }),
    );
    const part = { Bucket, Key, UploadId, PartNumber: 1 };
    const { ETag } = await s3.client.send(new UploadPartCommand({ ...part, Body: "part" }));
    const uploads = join(root, Bucket, "uploads");
    await restart(() => cp(uploads, join(root, "copy"), { recursive: true }));
    const Parts = [{ PartNumber: 1, ETag }];
    await s3.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(await text(Key)).toBe("part");
    // As after a crash between the object's coming to be and the parts' going away.
    await restart(async () => {
      await rm(uploads, { recursive: true });
      await rename(join(root, "copy"), uploads);
    });
    expect(await text(Key)).toBe("part");
    expect(await readdir(uploads)).toEqual([]);
  });

  it("keeps the journal from growing with every overwrite", async () => {
    await put("same", "first");
    await put("same", "last");
    await put("other", "other");
    const journal = join(root, Bucket, "objects.jsonl");
    await restart(async () => {
      const lines = await readFile(journal, "utf8");
      await writeFile(journal, lines.split("\n")[0]!.concat("\n").repeat(1500) + lines);
    });
    expect((await readFile(journal, "utf8")).trim().split("\n")).toHaveLength(2);
    expect(await text("same")).toBe("last");
    await put("same", "later");
    await restart();
    expect([await text("same"), await text("other")]).toEqual(["later", "other"]);
  });

  it("refuses to serve a body that was changed by hand", async () => {
    await put("photo", "bytes");
    const { path } = JSON.parse((await readFile(join(root, Bucket, "objects.jsonl"), "utf8")).trim()).put;
    await truncate(join(root, Bucket, "objects", path), 2);
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await fetch(`${s3.endpoint}/${Bucket}/photo`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain("<Code>InternalError</Code>");
    expect(String(logged.mock.calls[0]?.[0])).toMatch(/has 2 bytes, 5 were stored/);
    logged.mockRestore();
  });
});

it("keeps keys whose path is longer than the system takes", async () => {
  await s3.stop();
  root = join(root, ...Array.from({ length: 5 }, () => "d".repeat(200)));
  s3 = await startS3(root);
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const long = ["\u0001".repeat(1023), `${"\u0001".repeat(1022)}x`, "short"];
  for (const key of long) await put(key, key);
  await restart();
  expect(await keys()).toEqual(long);
  for (const key of long) expect(await text(key)).toBe(key);
});

it("lets the writes that have begun end before it closes, and takes no others", async () => {
  const store = await openS3({ root: join(root, "second") });
  const server = createServer((request, response) => void store.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`;
  const put = (path: string) => fetch(url + path, { method: "PUT", body: path }).then(({ status }) => status);
  await put("");
  const names = Array.from({ length: 100 }, (_, i) => `/${i}`);
  const first = put("/first");
  const answers = names.map(put);
  await first;
  await store.close();
  const statuses = await Promise.all(answers);
  expect(await put("/after")).toBe(503);
  await new Promise((resolve) => server.close(resolve));

  expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
  const second = await startS3(join(root, "second"));
  const { Contents = [] } = await second.client.send(new ListObjectsV2Command({ Bucket: "bucket" }));
  await second.stop();
  const written = names.filter((_, i) => statuses[i] === 200).concat("/first");
  expect(Contents.map(({ Key }) => `/${Key}`).sort()).toEqual(written.sort());
});

describe("kill -9 while objects are overwritten", () => {
  it("leaves each the old or the new one, bytes and metadata of the same write", async () => {
    await s3.stop();
    const Keys = Array.from({ length: 8 }, (_, i) => `key-${i}`);
    const acknowledged = new Map<string, number>();
    let round = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const server = spawn(
        process.execPath,
        ["--import", "tsx", join(import.meta.dirname, "serve.ts"), root],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const [endpoint] = await once(createInterface(server.stdout), "line");
      const client = new S3Client({
        endpoint,
        region: REGION,
        credentials: CREDENTIALS,
        forcePathStyle: true,
        maxAttempts: 1,
      });
      let isAlive = true;
      const written = new Set<string>();
      const writers = Keys.map(async (Key) => {
        while (isAlive) {
          const version = ++round;
          const Body = `${version} `.repeat(1 + ((version * 7919) % 40_000));
          try {
            await client.send(
              new PutObjectCommand({ Bucket, Key, Body, Metadata: { version: String(version) } }),
            );
            acknowledged.set(Key, version);
            written.add(Key);
          } catch {
            return;
          }
        }
      });
      try {
        // Every key is being overwritten for at least the second time; at which step it is varies.
        await expect.poll(() => written.size, { timeout: 60_000 }).toBe(Keys.length);
        await new Promise((resolve) => setTimeout(resolve, 10 + kill * 37));
      } finally {
        server.kill("SIGKILL");
      }
      isAlive = false;
      await Promise.all(writers);
      client.destroy();

      s3 = await startS3(root);
      for (const Key of await keys()) {
        const { Metadata, Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key }));
        const body = await Body!.transformToString();
        const version = Number(Metadata?.version);
        expect(body).toBe(`${version} `.repeat(1 + ((version * 7919) % 40_000)));
        expect(version).toBeGreaterThanOrEqual(acknowledged.get(Key) ?? 0);
      }
      expect(await keys()).toEqual(expect.arrayContaining([...acknowledged.keys()]));
      if (kill < KILLS - 1) await s3.stop();
    }
  });
});
