// @ts-nocheck
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { decodeWords, encodeWords } from "../../../local/s3/rfc2047.ts";
import { IS_REMOTE, useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();
const at = (name: string) => ({ Bucket: test.bucket, Key: test.prefix + name });
const put = (name: string, Body: string | Buffer = "body", more = {}) =>
  test.client.send(new PutObjectCommand({ ...at(name), Body, ...more }));
const head = (name: string) => test.client.send(new HeadObjectCommand(at(name)));

describe("the attributes of an object", () => {
  it("are those that are asked for", async () => {
    const { ETag = "", ChecksumCRC32 } = await put("plain", "body", { ChecksumAlgorithm: "CRC32" });
    const attributes = await test.client.send(
      new GetObjectAttributesCommand({
        ...at("plain"),
        ObjectAttributes: ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: ETag.replaceAll('"', ""),
      ObjectSize: 4,
      StorageClass: "STANDARD",
      Checksum: { ChecksumCRC32, ChecksumType: "FULL_OBJECT" },
      LastModified: expect.any(Date),
    });
    expect(attributes.ObjectParts).toBeUndefined();
    const size = await test.client.send(
      new GetObjectAttributesCommand({ ...at("plain"), ObjectAttributes: ["ObjectSize"] }),
    );
    expect([size.ObjectSize, size.ETag]).toEqual([4, undefined]);
  });

  it.each([
    ["", "InvalidRequest"],
    ["ObjectSize,Colour", "InvalidArgument"],
  ])("are refused when %j is asked for", async (names, name) => {
    await put("plain");
    const ObjectAttributes = names.split(",") as ["ObjectSize"];
    await expect(
      test.client.send(new GetObjectAttributesCommand({ ...at("plain"), ObjectAttributes })),
    ).rejects.toMatchObject({ name });
  });

  it("tell the parts of a multipart upload, page by page where they have checksums", async () => {
    const upload = async (name: string, more: object) => {
      const { UploadId } = await test.client.send(new CreateMultipartUploadCommand({ ...at(name), ...more }));
      const Parts: CompletedPart[] = [];
      for (const [i, size] of [5 << 20, 3].entries()) {
        const part = { ...at(name), UploadId, PartNumber: i + 1, Body: Buffer.alloc(size), ...more };
        const { ETag, ChecksumSHA256 } = await test.client.send(new UploadPartCommand(part));
        Parts.push({ ETag, PartNumber: i + 1, ...(ChecksumSHA256 && { ChecksumSHA256 }) });
      }
      const target = { ...at(name), UploadId, MultipartUpload: { Parts } };
      const first = await test.client.send(new CompleteMultipartUploadCommand(target));
      // A client that lost the answer asks again, and gets the same one.
      const again = await test.client.send(new CompleteMultipartUploadCommand(target));
      expect(again).toMatchObject({ ETag: first.ETag, Location: first.Location });
      return Parts;
    };
    const parts = await upload("checked", { ChecksumAlgorithm: "SHA256" });
    const ask = (name: string, more = {}) =>
      test.client.send(
        new GetObjectAttributesCommand({ ...at(name), ObjectAttributes: ["ObjectParts"], ...more }),
      );
    expect((await ask("checked", { MaxParts: 1 })).ObjectParts).toMatchObject({
      TotalPartsCount: 2,
      IsTruncated: true,
      NextPartNumberMarker: "1",
      Parts: [{ PartNumber: 1, Size: 5 << 20, ChecksumSHA256: parts[0]!.ChecksumSHA256 }],
    });
    expect((await ask("checked", { PartNumberMarker: "1" })).ObjectParts).toMatchObject({
      IsTruncated: false,
      Parts: [{ PartNumber: 2, Size: 3, ChecksumSHA256: parts[1]!.ChecksumSHA256 }],
    });
  });
});

describe("tags", () => {
  const tags = async (name: string) =>
    (await test.client.send(new GetObjectTaggingCommand(at(name)))).TagSet?.map(({ Key, Value }) => [
      Key,
      Value,
    ]);
  const putTags = (name: string, pairs: [string, string][]) =>
    test.client.send(
      new PutObjectTaggingCommand({
        ...at(name),
        Tagging: { TagSet: pairs.map(([Key, Value]) => ({ Key, Value })) },
      }),
    );

  it("come with a write, are replaced and deleted, and leave the object as it was", async () => {
    await put("tagged", "body", { Tagging: "a=1&b=x%20y" });
    expect(await tags("tagged")).toEqual([
      ["a", "1"],
      ["b", "x y"],
    ]);
    const before = await head("tagged");
    await putTags("tagged", [["é&=", "<b>"]]);
    expect(await tags("tagged")).toEqual([["é&=", "<b>"]]);
    const after = await test.client.send(new GetObjectCommand(at("tagged")));
    expect(after).toMatchObject({ TagCount: 1, ETag: before.ETag, LastModified: before.LastModified });
    expect(await after.Body!.transformToString()).toBe("body");
    await test.client.send(new DeleteObjectTaggingCommand(at("tagged")));
    expect(await tags("tagged")).toEqual([]);
  });

  it("go along with a copy, unless others are given", async () => {
    await put("tagged", "body", { Tagging: "a=1" });
    const CopySource = `${test.bucket}/${test.prefix}tagged`;
    await test.client.send(new CopyObjectCommand({ ...at("copied"), CopySource }));
    expect(await tags("copied")).toEqual([["a", "1"]]);
    await test.client.send(
      new CopyObjectCommand({ ...at("copied"), CopySource, TaggingDirective: "REPLACE", Tagging: "b=2" }),
    );
    expect(await tags("copied")).toEqual([["b", "2"]]);
  });

  it.each<[string, [string, string][], string]>([
    ["eleven of them", Array.from({ length: 11 }, (_, i) => [`k${i}`, ""]), "BadRequest"],
    [
      "the same key twice",
      [
        ["a", "1"],
        ["a", "2"],
      ],
      "InvalidTag",
    ],
    ["a key of 129 characters", [["k".repeat(129), ""]], "InvalidTag"],
    ["a value of 257 characters", [["k", "v".repeat(257)]], "InvalidTag"],
    ["a key of AWS's own", [["aws:x", "1"]], "InvalidTag"],
  ])("are refused when there are %s", async (_, pairs, name) => {
    await put("tagged", "body", { Tagging: "a=1" });
    await expect(putTags("tagged", pairs)).rejects.toMatchObject({ name });
    expect(await tags("tagged")).toEqual([["a", "1"]]);
    const Tagging = pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
    await expect(put("refused", "x", { Tagging })).rejects.toMatchObject({ name });
  });
});

describe("metadata beyond US-ASCII", () => {
  // The examples of https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
  it("comes back as AWS documents it", async () => {
    const raw = Buffer.from("ÄMÄZÕÑ S3").toString("latin1");
    expect(encodeWords(raw)).toBe("=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=");
    const word = "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=";
    expect(decodeWords(word)).toBe("ÄMÄZÕÑ S3");
    expect(encodeWords(decodeWords(word))).toBe(word);
    // With a string as body Node would send the headers in UTF-8 too.
    await put("meta", Buffer.from("body"), { Metadata: { raw, word, plain: "a =b_c?" } });
    expect((await head("meta")).Metadata).toEqual({
      raw: "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=",
      word,
      plain: "a =b_c?",
    });
  });

  it.each(["日本語".repeat(40), "mostly ascii, é, and long ".repeat(20), "tab\tand\u0001"])(
    "survives in words of 75 characters at most: %j",
    (text) => {
      const encoded = encodeWords(text);
      expect(Math.max(...encoded.split(" ").map((word) => word.length))).toBeLessThanOrEqual(75);
      expect(encoded).toMatch(/^[\x20-\x7e]+$/);
      expect(decodeWords(encoded)).toBe(text);
    },
  );
});

describe("storage class and encryption", () => {
  it("are told as they were asked for", async () => {
    const written = await put("placed", "body", {
      StorageClass: "STANDARD_IA",
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: "key",
    });
    expect(written).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: "key" });
    expect(await head("placed")).toMatchObject({
      StorageClass: "STANDARD_IA",
      ServerSideEncryption: "aws:kms",
    });
    const { Contents } = await test.client.send(
      new ListObjectsV2Command({ Bucket: test.bucket, Prefix: `${test.prefix}placed` }),
    );
    expect(Contents).toMatchObject([{ StorageClass: "STANDARD_IA" }]);
  });

  it("change by a copy onto itself, and by nothing less", async () => {
    await put("placed", "body", { Metadata: { m: "1" } });
    const copy = (more = {}) =>
      test.client.send(
        new CopyObjectCommand({
          ...at("placed"),
          CopySource: `${test.bucket}/${test.prefix}placed`,
          ...more,
        }),
      );
    await expect(copy()).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(copy({ StorageClass: "STANDARD" })).rejects.toMatchObject({ name: "InvalidRequest" });
    await copy({ StorageClass: "ONEZONE_IA" });
    expect(await head("placed")).toMatchObject({ StorageClass: "ONEZONE_IA", Metadata: { m: "1" } });
    // Both are the request's, never the source's.
    await copy({ ServerSideEncryption: "AES256" });
    const after = await head("placed");
    expect([after.StorageClass, after.ServerSideEncryption]).toEqual([undefined, "AES256"]);
  });

  it.each([
    [{ StorageClass: "COLD" }, "InvalidStorageClass"],
    [{ StorageClass: "GLACIER" }, "NotImplemented"],
    [{ ServerSideEncryption: "rot13" }, "InvalidArgument"],
  ])("are refused as %j", async (more, name) => {
    await expect(put("placed", "body", more)).rejects.toMatchObject({ name });
  });
});

describe.skipIf(IS_REMOTE)("a write", () => {
  it("overwrites only what it expects", async () => {
    const { ETag } = await put("matched", "one");
    await put("matched", "two", { IfMatch: ETag });
    await expect(put("matched", "three", { IfMatch: ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(put("missing", "x", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it.each<[string, Record<string, string>, string]>([
    ["Content-MD5", { "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }, "BadDigest"],
    ["Content-MD5 that is none", { "content-md5": "short" }, "InvalidDigest"],
    ["CRC32", { "x-amz-checksum-crc32": "AAAAAA==" }, "BadDigest"],
    ["CRC32C", { "x-amz-checksum-crc32c": "AAAAAA==" }, "BadDigest"],
    ["CRC64NVME", { "x-amz-checksum-crc64nvme": "AAAAAAAAAAA=" }, "BadDigest"],
    ["SHA1", { "x-amz-checksum-sha1": Buffer.alloc(20).toString("base64") }, "BadDigest"],
    ["SHA256", { "x-amz-checksum-sha256": Buffer.alloc(32).toString("base64") }, "BadDigest"],
    ["SHA256 that is none", { "x-amz-checksum-sha256": "bad" }, "InvalidRequest"],
    ["payload hash", { "x-amz-content-sha256": "0".repeat(64) }, "XAmzContentSHA256Mismatch"],
    ["payload hash that is none", { "x-amz-content-sha256": "bad" }, "InvalidArgument"],
  ])("with a wrong %s is refused", async (_, headers, code) => {
    const url = `${test.local!.endpoint}/${test.bucket}/${test.prefix}digest`;
    const answer = await fetch(url, { method: "PUT", headers, body: "body" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    expect((await fetch(url)).status).toBe(404);
  });

  it("lists from the start for an empty token", async () => {
    await put("listed");
    const Prefix = `${test.prefix}listed`;
    const page = await test.client.send(
      new ListObjectsV2Command({ Bucket: test.bucket, Prefix, ContinuationToken: "" }),
    );
    expect(page).toMatchObject({ KeyCount: 1, ContinuationToken: "" });
  });
});
