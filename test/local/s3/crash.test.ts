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
import { describe, expect, it, vi } from "vitest";
import { openS3 } from "../../../local/s3/server.ts";
import { Bucket, useRestartableS3 } from "./use-s3.ts";
import { CREDENTIALS, REGION, startS3 } from "./with-s3.ts";

const KILLS = 3;
const s3 = useRestartableS3();

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
    await s3.restart();
    expect(await keys()).toEqual(["a", "a/b"]);
    const after = await s3.client.send(new GetObjectCommand({ Bucket, Key: "a", ChecksumMode: "ENABLED" }));
    for (const name of ["ETag", "LastModified", "ContentType", "Metadata", "ChecksumCRC32"] as const) {
      expect(after[name]).toEqual(before[name]);
    }
    expect(await after.Body!.transformToString()).toBe("one");
  });

  it("removes what never completed", async () => {
    await put("kept", "x");
    await s3.restart(async () => {
      await writeFile(join(s3.root, Bucket, "tmp", "0000000000000001"), "half a body");
      await appendFile(join(s3.root, Bucket, "objects.jsonl"), '{"put":{"key":"half","etag":"12');
      await mkdir(join(s3.root, ".new-half-a-bucket"));
      await mkdir(join(s3.root, Bucket, "uploads", "half-an-upload"));
    });
    expect(await keys()).toEqual(["kept"]);
    expect(await readdir(join(s3.root, Bucket, "tmp"))).toEqual([]);
    expect(await readdir(join(s3.root, Bucket, "uploads"))).toEqual([]);
    expect(await readdir(s3.root)).toEqual([Bucket]);
    await put("next", "y");
    await s3.restart();
    expect(await keys()).toEqual(["kept", "next"]);
  });

  it("moves a body into place that the journal names already", async () => {
    await put("photo", "old");
    const journal = join(s3.root, Bucket, "objects.jsonl");
    const body = join(s3.root, Bucket, "tmp", "FFFF");
    await s3.restart(async () => {
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
    const { path } = JSON.parse((await readFile(join(s3.root, Bucket, "objects.jsonl"), "utf8")).trim()).put;
    await s3.restart(() =>
      appendFile(join(s3.root, Bucket, "objects.jsonl"), `${JSON.stringify({ delete: "photo", path })}\n`),
    );
    expect(await keys()).toEqual([]);
    expect(await readdir(join(s3.root, Bucket, "objects"))).toEqual([]);
  });

  it("goes on with a multipart upload", async () => {
    const Key = "multi";
    const { UploadId } = await s3.client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { m: "1" } }),
    );
    const part = { Bucket, Key, UploadId, PartNumber: 1 };
    const { ETag } = await s3.client.send(new UploadPartCommand({ ...part, Body: "part" }));
    const uploads = join(s3.root, Bucket, "uploads");
    await s3.restart(() => cp(uploads, join(s3.root, "copy"), { recursive: true }));
    const Parts = [{ PartNumber: 1, ETag }];
    await s3.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(await text(Key)).toBe("part");
    // As after a crash between the object's coming to be and the parts' going away.
    await s3.restart(async () => {
      await rm(uploads, { recursive: true });
      await rename(join(s3.root, "copy"), uploads);
    });
    expect(await text(Key)).toBe("part");
    expect(await readdir(uploads)).toEqual([]);
  });

  it("keeps the journal from growing with every overwrite", async () => {
    await put("same", "first");
    await put("same", "last");
    await put("other", "other");
    const journal = join(s3.root, Bucket, "objects.jsonl");
    await s3.restart(async () => {
      const lines = await readFile(journal, "utf8");
      await writeFile(journal, lines.split("\n")[0]!.concat("\n").repeat(1500) + lines);
    });
    expect((await readFile(journal, "utf8")).trim().split("\n")).toHaveLength(2);
    expect(await text("same")).toBe("last");
    await put("same", "later");
    await s3.restart();
    expect([await text("same"), await text("other")]).toEqual(["later", "other"]);
  });

  it("refuses to serve a body that was changed by hand", async () => {
    await put("photo", "bytes");
    const { path } = JSON.parse((await readFile(join(s3.root, Bucket, "objects.jsonl"), "utf8")).trim()).put;
    await truncate(join(s3.root, Bucket, "objects", path), 2);
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
  s3.root = join(s3.root, ...Array.from({ length: 5 }, () => "d".repeat(200)));
  await s3.start();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const long = ["\u0001".repeat(1023), `${"\u0001".repeat(1022)}x`, "short"];
  for (const key of long) await put(key, key);
  await s3.restart();
  expect(await keys()).toEqual(long);
  for (const key of long) expect(await text(key)).toBe(key);
});

it("lets the writes that have begun end before it closes, and takes no others", async () => {
  const store = await openS3({ root: join(s3.root, "second") });
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
  const second = await startS3(join(s3.root, "second"));
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
        ["--import", "tsx", join(import.meta.dirname, "serve.ts"), s3.root],
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

      await s3.start();
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
