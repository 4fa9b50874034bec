// @ts-nocheck
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

const Bucket = "lookalike";
let root: string;
let removeFolder: () => Promise<void>;
let s3: RunningS3;

beforeEach(async () => {
  const folder = await temporaryFolder();
  root = folder.path;
  removeFolder = folder.remove;
  s3 = await startS3(root);
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await setVersioning("Enabled");
});
afterEach(async () => {
  vi.useRealTimers();
  await s3.stop();
  await removeFolder();
});

const inBucket = (...names: string[]) => join(root, Bucket, ...names);
const setVersioning = (Status: "Enabled" | "Suspended") =>
  s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Key: string, Body: string) =>
  (await s3.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
const del = (Key: string, VersionId?: string) =>
  s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));

async function restart(whileStopped?: () => Promise<void>, options = {}) {
  await s3.stop();
  await whileStopped?.();
  s3 = await startS3(root, options);
}

/** Everything that can be read, and every file that holds it. */
async function everything() {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  const read = Versions.map(async ({ Key, VersionId, IsLatest }) => {
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    return [Key, VersionId, IsLatest, await Body!.transformToString()];
  });
  const files = await readdir(inBucket(), { recursive: true });
  return {
    versions: await Promise.all(read),
    markers: DeleteMarkers.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]),
    files: files.filter((name) => /^(objects|versions|tmp)\//.test(name)).sort(),
  };
}

const CHANGES: Record<string, (ids: (string | undefined)[]) => Promise<unknown>> = {
  "a write": () => put("a/k.jpg", "four"),
  "a delete": () => del("a/k.jpg"),
  "the end of the newest version": (ids) => del("a/k.jpg", ids[2]),
  "the end of an older version": (ids) => del("a/k.jpg", ids[1]),
  "a write while suspended": async () => {
    await setVersioning("Suspended");
    await put("a/k.jpg", "null");
  },
};

describe("a crash after the journal took", () => {
  it.each(Object.entries(CHANGES))("%s leaves what would have been without it", async (_, change) => {
    const ids = [await put("a/k.jpg", "one"), await put("a/k.jpg", "two"), await put("a/k.jpg", "three")];
    await put("other", "other");
    await cp(inBucket(), join(root, "before"), { recursive: true });
    await change(ids);
    const expected = await everything();
    await restart(async () => {
      // The bodies are where they were before; only the journal, and a new body on its way, know better.
      const { temp } = JSON.parse(
        (await readFile(inBucket("objects.jsonl"), "utf8")).trim().split("\n").at(-1)!,
      );
      const fresh = await readFile(inBucket("objects", "a", "k.jpg")).catch(() => Buffer.alloc(0));
      for (const folder of ["objects", "versions"]) {
        await rm(inBucket(folder), { recursive: true });
        await rename(join(root, "before", folder), inBucket(folder));
      }
      if (temp !== undefined) await writeFile(inBucket("tmp", temp), fresh);
      await rm(join(root, "before"), { recursive: true });
    });
    expect(await everything()).toEqual(expected);
    await restart();
    expect(await everything()).toEqual(expected);
  });

  it("a write, between the old body's going and the new one's coming, leaves both", async () => {
    await put("k", "old");
    await put("k", "new");
    const expected = await everything();
    await restart(async () => {
      const line = (await readFile(inBucket("objects.jsonl"), "utf8")).trim().split("\n").at(-1)!;
      await rename(inBucket("objects", "k%f"), inBucket("tmp", JSON.parse(line).temp));
    });
    expect(await everything()).toEqual(expected);
  });
});

it("keeps all versions through a journal that is written afresh", async () => {
  await put("k", "one");
  await put("k", "two");
  await del("k");
  await put("k", "three");
  const before = await everything();
  await restart(async () => {
    const text = await readFile(inBucket("objects.jsonl"), "utf8");
    await writeFile(inBucket("objects.jsonl"), `${text}{"torn`);
  });
  expect(await everything()).toEqual(before);
  await restart();
  expect(await everything()).toEqual(before);
});

it("reads a state folder from before there were versions", async () => {
  const old = { etag: "e", size: 3, headers: {}, time: Date.now(), sequencer: "0001" };
  await restart(async () => {
    await rm(inBucket(), { recursive: true });
    await mkdir(inBucket("objects"), { recursive: true });
    await writeFile(inBucket("bucket.json"), JSON.stringify({ created: new Date() }));
    await writeFile(inBucket("objects", "k%f"), "one");
    const records = [
      { put: { ...old, key: "k", path: "k%f" }, temp: "0000" },
      { delete: "x", path: "x%f" },
    ];
    await writeFile(
      inBucket("objects.jsonl"),
      records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    );
  });
  await setVersioning("Enabled");
  const id = await put("k", "two");
  expect((await everything()).versions).toEqual([
    ["k", id, true, "two"],
    ["k", "null", false, "one"],
  ]);
});

it("lets replaced versions go after their days, and then the markers that stand alone", async () => {
  const day = 24 * 3600 * 1000;
  const at = (days: number) => vi.setSystemTime(Date.now() + days * day);
  vi.useFakeTimers({ toFake: ["Date"] });
  await put("rewritten", "one");
  await put("deleted", "x");
  at(10);
  await put("rewritten", "two");
  await del("deleted");
  at(25);
  await put("rewritten", "three");
  await restart(undefined, { noncurrentDays: 30 });
  expect((await everything()).versions).toHaveLength(4);
  at(10); // The first version was replaced 35 days ago, the second 10.
  await restart(undefined, { noncurrentDays: 30 });
  const { versions, markers, files } = await everything();
  expect(versions.map(([, , , body]) => body)).toEqual(["three", "two"]);
  expect(markers).toEqual([]);
  expect(files).toHaveLength(2);
});
