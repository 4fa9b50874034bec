// @ts-nocheck
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

let s3: RunningS3;
let removeFolder: () => Promise<void>;
let Bucket = "";
let buckets = 0;

beforeAll(async () => {
  const folder = await temporaryFolder();
  removeFolder = folder.remove;
  s3 = await startS3(folder.path);
});
afterAll(async () => {
  await s3.stop();
  await removeFolder();
});
beforeEach(async () => {
  Bucket = `versions-${++buckets}`;
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await setVersioning("Enabled");
});

const setVersioning = (Status: "Enabled" | "Suspended") =>
  s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Key: string, Body: string, more = {}) =>
  (await s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))).VersionId!;
const del = (Key: string, VersionId?: string) =>
  s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
const head = (Key: string, VersionId?: string) =>
  s3.client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
async function get(Key: string, VersionId?: string): Promise<string> {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body!.transformToString();
}
/** `key@id`, the newest with a `!`, delete markers in brackets; in the order of the answer within each kind. */
async function list(more = {}) {
  const page = await s3.client.send(new ListObjectVersionsCommand({ Bucket, ...more }));
  const name = ({ Key, VersionId, IsLatest }: DeleteMarkerEntry) =>
    `${Key}@${VersionId}${IsLatest ? "!" : ""}`;
  const names = [
    ...(page.Versions ?? []).map(name),
    ...(page.DeleteMarkers ?? []).map((marker) => `[${name(marker)}]`),
  ];
  return { ...page, names };
}

describe("a bucket that keeps versions", () => {
  it("says so", async () => {
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    await setVersioning("Suspended");
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Suspended");
  });

  it("gives each write an id of its own, under which it can be read for ever", async () => {
    const ids = [await put("k", "one"), await put("k", "two"), await put("k", "three")];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w.]{32}$/);
    expect(await Promise.all(ids.map((id) => get("k", id)))).toEqual(["one", "two", "three"]);
    expect(await get("k")).toBe("three");
    expect((await head("k")).VersionId).toBe(ids[2]);
    expect(await head("k", ids[0])).toMatchObject({ VersionId: ids[0], ContentLength: 3 });
    expect((await list()).names).toEqual([`k@${ids[2]}!`, `k@${ids[1]}`, `k@${ids[0]}`]);
    const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toHaveLength(1);
  });

  it("hides a deleted object behind a marker, and brings it back when that is deleted", async () => {
    const id = await put("k", "kept");
    const deleted = await del("k");
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.stringMatching(/^[\w.]{32}$/) });
    const marker = deleted.VersionId!;
    await expect(get("k")).rejects.toMatchObject({ name: "NoSuchKey" });
    const gone = await fetch(`${s3.endpoint}/${Bucket}/k`);
    expect([
      gone.status,
      gone.headers.get("x-amz-delete-marker"),
      gone.headers.get("x-amz-version-id"),
    ]).toEqual([404, "true", marker]);
    const named = await fetch(`${s3.endpoint}/${Bucket}/k?versionId=${marker}`);
    expect([named.status, named.headers.get("x-amz-delete-marker"), named.headers.get("allow")]).toEqual([
      405,
      "true",
      "DELETE",
    ]);
    expect(await named.text()).toContain("<Code>MethodNotAllowed</Code>");
    await expect(head("k", marker)).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } });
    expect(await get("k", id)).toBe("kept");
    expect((await list()).names).toEqual([`k@${id}`, `[k@${marker}!]`]);
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);

    expect(await del("k", marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await get("k")).toBe("kept");
  });

  it("marks also what is not there, again and again", async () => {
    await del("never");
    await del("never");
    expect((await list()).DeleteMarkers).toHaveLength(2);
  });

  it("deletes a version for good, newest, middle or oldest, and leaves no byte of it", async () => {
    const ids = [
      await put("k", "one"),
      await put("k", "two"),
      await put("k", "three"),
      await put("k", "four"),
    ];
    expect(await del("k", ids[3])).toMatchObject({ VersionId: ids[3] });
    expect(await get("k")).toBe("three");
    await del("k", ids[1]);
    expect(await get("k", ids[0])).toBe("one");
    await expect(get("k", ids[1])).rejects.toMatchObject({ name: "NoSuchVersion" });
    await del("k", ids[0]);
    await del("k", ids[2]);
    expect((await list()).names).toEqual([]);
    const files = await readdir(join(s3.root, Bucket), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["bucket.json", "objects.jsonl"]),
    );
    expect(files.filter((file) => file.isFile())).toHaveLength(2);
  });

  it("is not empty while a version is left", async () => {
    await put("k", "x");
    const { VersionId } = await del("k");
    const drop = () => s3.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(drop()).rejects.toMatchObject({ name: "BucketNotEmpty" });
    for (const { VersionId: id } of (await list()).Versions ?? []) await del("k", id);
    await expect(drop()).rejects.toMatchObject({ name: "BucketNotEmpty" });
    await del("k", VersionId);
    await drop();
  });

  it.each([
    ["nonsense", 400, "InvalidArgument"],
    ["", 400, "InvalidArgument"],
    ["null", 404, "NoSuchVersion"],
    ["A".repeat(32), 404, "NoSuchVersion"],
  ])("answers the version %j with %i", async (id, status, code) => {
    await put("k", "x");
    const answer = await fetch(`${s3.endpoint}/${Bucket}/k?versionId=${id}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });

  it("deletes a version that is not there without a complaint", async () => {
    await put("k", "x");
    expect(await del("k", "A".repeat(32))).toMatchObject({ VersionId: "A".repeat(32) });
    expect(await get("k")).toBe("x");
  });

  it("copies a version, also back onto its own key, but no marker", async () => {
    const old = await put("k", "old", { Metadata: { m: "1" } });
    await put("k", "new");
    const copy = (Key: string, id?: string) =>
      s3.client.send(
        new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/k${id ? `?versionId=${id}` : ""}` }),
      );
    const copied = await copy("other", old);
    expect(copied.CopySourceVersionId).toBe(old);
    expect(await get("other", copied.VersionId)).toBe("old");
    await expect(copy("k")).rejects.toMatchObject({ name: "InvalidRequest" });
    await copy("k", old);
    expect(await get("k")).toBe("old");
    expect((await head("k")).Metadata).toEqual({ m: "1" });
    const { VersionId: marker } = await del("k");
    await expect(copy("x")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(copy("x", marker)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("evaluates conditions on writes by what a plain read gives", async () => {
    await put("k", "x");
    await expect(put("k", "y", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await del("k");
    await expect(put("k", "y", { IfMatch: '"abc"' })).rejects.toMatchObject({ name: "NoSuchKey" });
    await put("k", "y", { IfNoneMatch: "*" });
    expect(await get("k")).toBe("y");
  });

  it("completes a multipart upload as a version", async () => {
    await put("k", "before");
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: "k" }));
    const part = { Bucket, Key: "k", UploadId, PartNumber: 1 };
    const { ETag } = await s3.client.send(new UploadPartCommand({ ...part, Body: "parts" }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const { VersionId } = await s3.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: "k", UploadId, MultipartUpload }),
    );
    expect(await get("k", VersionId)).toBe("parts");
    expect((await list()).Versions).toHaveLength(2);
  });

  it("deletes many at once, by key and by version", async () => {
    const a = await put("a", "x");
    const b = await put("b", "x");
    const { VersionId: marker } = await del("c");
    const Objects = [
      { Key: "a" },
      { Key: "b", VersionId: b },
      { Key: "c", VersionId: marker },
      { Key: "d", VersionId: "nonsense" },
    ];
    const { Deleted = [], Errors } = await s3.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    );
    expect(Deleted).toEqual([
      { Key: "a", DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
      { Key: "b", VersionId: b },
      { Key: "c", VersionId: marker, DeleteMarker: true, DeleteMarkerVersionId: marker },
    ]);
    expect(Errors).toMatchObject([{ Key: "d", VersionId: "nonsense", Code: "InvalidArgument" }]);
    expect((await list()).names).toEqual([`a@${a}`, `[a@${Deleted[0]?.DeleteMarkerVersionId}!]`]);
  });

  it("tells of each write as S3 does", async () => {
    s3.events.length = 0;
    const VersionId = await put("k", "x");
    const { VersionId: copied } = await s3.client.send(
      new CopyObjectCommand({ Bucket, Key: "l", CopySource: `${Bucket}/k` }),
    );
    await del("k");
    expect(s3.events).toMatchObject([
      { key: "k", versionId: VersionId, reason: "PutObject", sourceIp: "127.0.0.1", size: 1 },
      {
        key: "l",
        versionId: copied,
        reason: "CopyObject",
        requestId: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
    ]);
    expect(s3.events[1]!.sequencer > s3.events[0]!.sequencer).toBe(true);
  });
});

describe("a bucket whose versioning came later, or is suspended", () => {
  it("keeps what was there as version null", async () => {
    Bucket = "came-later";
    await s3.client.send(new CreateBucketCommand({ Bucket }));
    expect(await put("k", "first")).toBeUndefined();
    await setVersioning("Enabled");
    expect((await head("k")).VersionId).toBe("null");
    const id = await put("k", "second");
    expect((await list()).names).toEqual([`k@${id}!`, "k@null"]);
    expect([await get("k", "null"), await get("k", id)]).toEqual(["first", "second"]);
    await del("k", "null");
    await expect(get("k", "null")).rejects.toMatchObject({ name: "NoSuchVersion" });
    expect(await get("k")).toBe("second");
  });

  it("overwrites and marks the version null alone", async () => {
    const id = await put("k", "kept");
    await setVersioning("Suspended");
    expect(await put("k", "null one")).toBe("null");
    expect(await put("k", "null two")).toBe("null");
    expect((await list()).names).toEqual(["k@null!", `k@${id}`]);
    expect(await del("k")).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    expect((await list()).names).toEqual([`k@${id}`, "[k@null!]"]);
    await put("k", "null three");
    expect((await list()).names).toEqual(["k@null!", `k@${id}`]);
    await setVersioning("Enabled");
    const later = await put("k", "later");
    await setVersioning("Suspended");
    await put("k", "null four");
    expect((await list()).names).toEqual(["k@null!", `k@${later}`, `k@${id}`]);
    expect([await get("k"), await get("k", later), await get("k", id)]).toEqual([
      "null four",
      "later",
      "kept",
    ]);
  });
});

describe("a listing of versions", () => {
  it("comes in pages that join to the whole, wherever they are cut", async () => {
    for (const key of ["a", "b/1", "b/2", "c"]) for (const body of ["1", "2", "3"]) await put(key, body);
    await del("b/2");
    const whole = (await list()).names;
    expect(whole).toHaveLength(13);
    for (const MaxKeys of [1, 2, 5, 12]) {
      const all: string[] = [];
      let position: object | undefined = {};
      while (position) {
        const page = await list({ MaxKeys, ...position });
        expect(page.names.length).toBeLessThanOrEqual(MaxKeys);
        all.push(...page.names);
        position = page.IsTruncated
          ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
          : undefined;
      }
      expect(all.sort()).toEqual([...whole].sort());
    }
  });

  it("knows prefix, delimiter and encoding", async () => {
    for (const key of ["a b", "x/1", "x/2", "y"]) await put(key, key);
    await del("x/2");
    const grouped = await list({ Delimiter: "/", EncodingType: "url" });
    expect(grouped.Versions?.map(({ Key }) => Key)).toEqual(["a%20b", "y"]);
    expect(grouped.CommonPrefixes).toEqual([{ Prefix: "x/" }]);
    const first = await list({ Delimiter: "/", MaxKeys: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: "x/" });
    const second = await list({ Delimiter: "/", KeyMarker: first.NextKeyMarker });
    expect(second.Versions?.map(({ Key }) => Key)).toEqual(["y"]);
    const inside = await list({ Prefix: "x/" });
    expect([inside.Versions?.length, inside.DeleteMarkers?.length]).toEqual([2, 1]);
  });

  it("refuses a version to begin after without its key", async () => {
    await expect(list({ VersionIdMarker: "null" })).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
