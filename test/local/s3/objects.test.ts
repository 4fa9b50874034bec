import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { IS_REMOTE, useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();

function at(name: string) {
  return { Bucket: test.bucket, Key: test.prefix + name };
}

async function put(name: string, Body: NonNullable<PutObjectCommandInput["Body"]>, more = {}) {
  return test.client.send(new PutObjectCommand({ ...at(name), Body, ...more }));
}

async function get(name: string, more = {}) {
  const answer = await test.client.send(new GetObjectCommand({ ...at(name), ...more }));
  return { ...answer, bytes: Buffer.from(await answer.Body!.transformToByteArray()) };
}

function md5(data: Buffer): string {
  return createHash("md5").update(data).digest("hex");
}

describe("an ACL", () => {
  it.each<Partial<PutObjectCommandInput>>([
    { ACL: "public-read" },
    { ACL: "authenticated-read" },
    { GrantRead: "uri=http://acs.amazonaws.com/groups/global/AllUsers" },
  ])("is refused in a bucket that enforces its owner: %j", async (acl) => {
    await expect(put("acl", "x", acl)).rejects.toMatchObject({ name: "AccessControlListNotSupported" });
    await put("source", "x");
    const CopySource = `${test.bucket}/${test.prefix}source`;
    const copy = new CopyObjectCommand({ ...at("acl"), CopySource, ...acl } as CopyObjectCommandInput);
    await expect(test.client.send(copy)).rejects.toMatchObject({ name: "AccessControlListNotSupported" });
    const begin = new CreateMultipartUploadCommand({
      ...at("acl"),
      ...acl,
    } as CreateMultipartUploadCommandInput);
    await expect(test.client.send(begin)).rejects.toMatchObject({ name: "AccessControlListNotSupported" });
    await expect(get("acl")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("may give all to the bucket's owner, who has it anyway", async () => {
    await put("owned", "x", { ACL: "bucket-owner-full-control" });
    expect((await get("owned")).bytes.toString()).toBe("x");
  });
});

describe("an object that was put", () => {
  it.each([0, 1, 1000, 200_000, 3_000_000])("comes back byte for byte (%i bytes)", async (size) => {
    const body = randomBytes(size);
    const { ETag } = await put(`size-${size}`, body);
    const found = await get(`size-${size}`);
    expect(ETag).toBe(`"${md5(body)}"`);
    expect(found.ETag).toBe(ETag);
    expect(found.ContentLength).toBe(size);
    expect(found.bytes.equals(body)).toBe(true);
  });

  it.each(["CRC32", "CRC32C", "SHA1", "SHA256"] as const)(
    "may come as a stream with a trailing checksum (%s) and returns that checksum",
    async (ChecksumAlgorithm) => {
      const body = randomBytes(500_000);
      const stream = Readable.from([body.subarray(0, 7), body.subarray(7, 300_000), body.subarray(300_000)]);
      const name = `stream-${ChecksumAlgorithm}`;
      const given = await put(name, stream, { ContentLength: body.length, ChecksumAlgorithm });
      const found = await get(name, { ChecksumMode: "ENABLED" });
      expect(found.bytes.equals(body)).toBe(true);
      expect(found.ContentEncoding).toBeUndefined();
      expect(given[`Checksum${ChecksumAlgorithm}`]).toBeTruthy();
      expect(found[`Checksum${ChecksumAlgorithm}`]).toBe(given[`Checksum${ChecksumAlgorithm}`]);
    },
  );

  it("keeps its headers, metadata and tags", async () => {
    await put("described", "x", {
      ContentType: "image/jpeg",
      CacheControl: "max-age=5",
      ContentDisposition: 'attachment; filename="a.jpg"',
      ContentEncoding: "identity",
      ContentLanguage: "fr",
      Metadata: { camera: "Eclair 35" },
      Tagging: "a=1&b=x%20y",
    });
    const head = await test.client.send(new HeadObjectCommand(at("described")));
    expect(head).toMatchObject({
      ContentType: "image/jpeg",
      CacheControl: "max-age=5",
      ContentDisposition: 'attachment; filename="a.jpg"',
      ContentEncoding: "identity",
      ContentLanguage: "fr",
      ContentLength: 1,
    });
    expect(head.Metadata).toEqual({ camera: "Eclair 35" });
    const { TagSet } = await test.client.send(new GetObjectTaggingCommand(at("described")));
    expect(TagSet).toEqual([
      { Key: "a", Value: "1" },
      { Key: "b", Value: "x y" },
    ]);
  });

  it("is replaced whole by the next put", async () => {
    await put("twice", "a long first text", { Metadata: { first: "yes" } });
    await put("twice", "second");
    const found = await get("twice");
    expect(found.bytes.toString()).toBe("second");
    expect(found.Metadata).toEqual({});
  });
});

describe("a body that is not what the request says", () => {
  it("is refused when its MD5 differs, and nothing is stored", async () => {
    const ContentMD5 = createHash("md5").update("other").digest("base64");
    await expect(put("bad-md5", "text", { ContentMD5 })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(get("bad-md5")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is refused when its MD5 is none", async () => {
    await expect(put("no-md5", "text", { ContentMD5: "abc" })).rejects.toMatchObject({
      name: "InvalidDigest",
    });
  });

  it("is refused when its checksum differs", async () => {
    const ChecksumSHA256 = createHash("sha256").update("other").digest("base64");
    await expect(put("bad-sha", "text", { ChecksumSHA256 })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(get("bad-sha")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("GetObject", () => {
  it.each([
    ["bytes=0-0", "0", "bytes 0-0/10"],
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=5-99", "56789", "bytes 5-9/10"],
    ["bytes=-99", "0123456789", "bytes 0-9/10"],
  ])("answers the range %s", async (Range, text, ContentRange) => {
    await put("digits", "0123456789");
    const found = await get("digits", { Range });
    expect(found.bytes.toString()).toBe(text);
    expect(found.ContentRange).toBe(ContentRange);
    expect(found.$metadata.httpStatusCode).toBe(206);
  });

  it("refuses a range past the end", async () => {
    await put("digits", "0123456789");
    await expect(get("digits", { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("answers conditions on ETag and date", async () => {
    const { ETag } = await put("conditional", "text");
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    const status = (more: object) =>
      get("conditional", more).then(
        (found) => found.$metadata.httpStatusCode,
        (error) => error.$metadata.httpStatusCode,
      );
    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    expect(await status({ IfModifiedSince: past })).toBe(200);
    expect(await status({ IfUnmodifiedSince: past })).toBe(412);
    expect(await status({ IfUnmodifiedSince: future })).toBe(200);
    // An ETag that matches overrules the date.
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: past })).toBe(200);
  });

  it("lets the request name response headers", async () => {
    await put("overridden", "text");
    const found = await get("overridden", {
      ResponseContentType: "text/plain; charset=x",
      ResponseCacheControl: "no-store",
    });
    expect(found).toMatchObject({ ContentType: "text/plain; charset=x", CacheControl: "no-store" });
  });

  it("says which of key and bucket is missing", async () => {
    await expect(get("none")).rejects.toMatchObject({ name: "NoSuchKey", Key: `${test.prefix}none` });
    const elsewhere = { Bucket: "lookalike-no-such-bucket-here", Key: "x" };
    await expect(test.client.send(new GetObjectCommand(elsewhere))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
    await expect(test.client.send(new HeadObjectCommand(at("none")))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

describe("a conditional put", () => {
  it("creates once when many ask for the key to be free", async () => {
    const tries = Array.from({ length: 20 }, (_, i) =>
      put("first-wins", `writer ${i}`, { IfNoneMatch: "*" }),
    );
    const results = await Promise.allSettled(tries);
    const won = results.flatMap(({ status }, i) => (status === "fulfilled" ? [i] : []));
    expect(won).toHaveLength(1);
    expect((await get("first-wins")).bytes.toString()).toBe(`writer ${won[0]}`);
  });

  it("replaces only the version it names", async () => {
    const first = await put("compare", "one");
    const second = await put("compare", "two", { IfMatch: first.ETag });
    await expect(put("compare", "three", { IfMatch: first.ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    expect((await get("compare")).ETag).toBe(second.ETag);
    await expect(put("absent", "x", { IfMatch: first.ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("deletion", () => {
  it("succeeds on a missing key and removes a present one", async () => {
    await put("doomed", "x");
    await test.client.send(new DeleteObjectCommand(at("doomed")));
    await test.client.send(new DeleteObjectCommand(at("doomed")));
    await expect(get("doomed")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("removes only the version it names", async () => {
    const first = await put("replaced", "one");
    const second = await put("replaced", "two");
    const remove = (IfMatch: string | undefined) =>
      test.client.send(new DeleteObjectCommand({ ...at("replaced"), ...(IfMatch && { IfMatch }) }));
    await expect(remove(first.ETag)).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect((await get("replaced")).bytes.toString()).toBe("two");
    await remove(second.ETag);
    await expect(get("replaced")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("takes many keys at once and answers for each", async () => {
    const names = ["many/1", "many/ <&> ' \" 2", "many/3", "many/missing"];
    for (const name of names.slice(0, 3)) await put(name, name);
    const Objects = names.map((name) => ({
      Key: test.prefix + name,
      ...(name === "many/3" && { ETag: '"other"' }),
    }));
    const answer = await test.client.send(
      new DeleteObjectsCommand({ Bucket: test.bucket, Delete: { Objects } }),
    );
    expect(answer.Deleted?.map(({ Key }) => Key?.slice(test.prefix.length)).sort()).toEqual(
      [names[0], names[1], names[3]].sort(),
    );
    expect(answer.Errors).toMatchObject([{ Key: `${test.prefix}many/3`, Code: "PreconditionFailed" }]);
    expect((await get("many/3")).bytes.toString()).toBe("many/3");
  });
});

describe("CopyObject", () => {
  const copy = (from: string, to: string, more = {}) =>
    test.client.send(
      new CopyObjectCommand({
        ...at(to),
        CopySource: `${test.bucket}/${(test.prefix + from).split("/").map(encodeURIComponent).join("/")}`,
        ...more,
      }),
    );

  it("copies bytes, headers and metadata", async () => {
    await put("from +%é", "text", { ContentType: "text/x", Metadata: { a: "1" } });
    await copy("from +%é", "to");
    expect(await get("to")).toMatchObject({
      ContentType: "text/x",
      Metadata: { a: "1" },
      bytes: Buffer.from("text"),
    });
  });

  it("replaces the metadata in place", async () => {
    const { ETag } = await put("self", "text", { Metadata: { a: "1" } });
    await expect(copy("self", "self")).rejects.toMatchObject({ name: "InvalidRequest" });
    await copy("self", "self", { MetadataDirective: "REPLACE", Metadata: { b: "2" }, ContentType: "text/y" });
    expect(await get("self")).toMatchObject({ ETag, Metadata: { b: "2" }, ContentType: "text/y" });
  });

  it("copies only the version it names", async () => {
    const { ETag } = await put("source", "text");
    await expect(copy("source", "t1", { CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(get("t1")).rejects.toMatchObject({ name: "NoSuchKey" });
    await copy("source", "t1", { CopySourceIfMatch: ETag });
    expect((await get("t1")).ETag).toBe(ETag);
  });
});

describe.skipIf(IS_REMOTE)("Object Created events", () => {
  it("are told once for each write that succeeded, with what was written", async () => {
    const { events } = test.local!;
    events.length = 0;
    const { ETag } = await put("event é", "text");
    await expect(put("event é", "x", { IfNoneMatch: "*" })).rejects.toThrow();
    await get("event é");
    await put("event é", "text2");
    const CopySource = encodeURI(`${test.bucket}/${test.prefix}event é`);
    await test.client.send(new CopyObjectCommand({ ...at("event copy"), CopySource }));
    expect(events.map(({ key, size }) => [key.slice(test.prefix.length), size])).toEqual([
      ["event é", 4],
      ["event é", 5],
      ["event copy", 5],
    ]);
    expect(events[0]).toMatchObject({ bucket: "lookalike", etag: ETag?.replaceAll('"', "") });
    expect(events.map(({ sequencer }) => sequencer)).toEqual(events.map(({ sequencer }) => sequencer).sort());
    expect(new Set(events.map(({ sequencer }) => sequencer)).size).toBe(3);
  });
});
