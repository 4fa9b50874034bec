// @ts-nocheck
import { createHash, randomBytes } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { IS_REMOTE, useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();
const PART = 5 * 2 ** 20;

function at(name: string) {
  return { Bucket: test.bucket, Key: test.prefix + name };
}

function md5(...pieces: Buffer[]): Buffer {
  return createHash("md5").update(Buffer.concat(pieces)).digest();
}

async function begin(name: string, more = {}) {
  const { UploadId } = await test.client.send(new CreateMultipartUploadCommand({ ...at(name), ...more }));
  const target = { ...at(name), UploadId: UploadId! };
  return {
    target,
    async part(PartNumber: number, Body: Buffer, withPart = {}): Promise<CompletedPart> {
      const answer = await test.client.send(
        new UploadPartCommand({ ...target, PartNumber, Body, ...withPart }),
      );
      const { ETag, ChecksumSHA256, ChecksumCRC32 } = answer;
      return {
        PartNumber,
        ETag,
        ...(ChecksumSHA256 && { ChecksumSHA256 }),
        ...(ChecksumCRC32 && { ChecksumCRC32 }),
      };
    },
    complete: (Parts: CompletedPart[], withParts = {}) =>
      test.client.send(
        new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...withParts }),
      ),
  };
}

async function get(name: string, more = {}) {
  const answer = await test.client.send(new GetObjectCommand({ ...at(name), ...more }));
  return { ...answer, bytes: Buffer.from(await answer.Body!.transformToByteArray()) };
}

describe("a multipart upload", () => {
  it("becomes one object of its parts in order, sent in any, with S3's ETag", async () => {
    const bodies = [randomBytes(PART), randomBytes(PART + 17), randomBytes(3)];
    const upload = await begin("three", { ContentType: "image/png", Metadata: { a: "1" } });
    const sent = await Promise.all([2, 0, 1].map((i) => upload.part(i + 1, bodies[i]!)));
    const parts = sent.sort((a, b) => a.PartNumber! - b.PartNumber!);
    await expect(get("three")).rejects.toMatchObject({ name: "NoSuchKey" });
    const { ETag } = await upload.complete(parts);
    expect(ETag).toBe(`"${md5(...bodies.map((body) => md5(body))).toString("hex")}-3"`);
    const found = await get("three");
    expect(found).toMatchObject({ ETag, ContentType: "image/png", Metadata: { a: "1" } });
    expect(found.bytes.equals(Buffer.concat(bodies))).toBe(true);
    const second = await get("three", { PartNumber: 2 });
    expect(second.bytes.equals(bodies[1]!)).toBe(true);
    expect(second.PartsCount).toBe(3);
  });

  it("takes the last of several uploads of one part", async () => {
    const upload = await begin("again");
    const first = await upload.part(1, Buffer.from("first"));
    const last = await upload.part(1, Buffer.from("last"));
    await expect(upload.complete([first])).rejects.toMatchObject({ name: "InvalidPart" });
    await upload.complete([last]);
    expect((await get("again")).bytes.toString()).toBe("last");
  });

  it("has the checksum of its parts' checksums, or of the whole", async () => {
    const body = randomBytes(1000);
    const sha256 = createHash("sha256").update(body).digest();
    const composite = await begin("composite", { ChecksumAlgorithm: "SHA256" });
    const part = await composite.part(1, body, { ChecksumAlgorithm: "SHA256" });
    const done = await composite.complete([part]);
    expect(done.ChecksumSHA256).toBe(`${createHash("sha256").update(sha256).digest("base64")}-1`);

    const whole = await begin("whole", { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const only = await whole.part(1, body, { ChecksumAlgorithm: "CRC32" });
    const put = await test.client.send(
      new PutObjectCommand({ ...at("plain"), Body: body, ChecksumAlgorithm: "CRC32" }),
    );
    const { ChecksumCRC32 } = await whole.complete([only], { ChecksumType: "FULL_OBJECT" });
    expect(ChecksumCRC32).toBe(put.ChecksumCRC32);
    expect((await get("whole", { ChecksumMode: "ENABLED" })).ChecksumCRC32).toBe(put.ChecksumCRC32);
  });

  it("may copy its parts from objects", async () => {
    await test.client.send(new PutObjectCommand({ ...at("digits"), Body: "0123456789" }));
    const upload = await begin("copied");
    const { CopyPartResult } = await test.client.send(
      new UploadPartCopyCommand({
        ...upload.target,
        PartNumber: 1,
        CopySource: `${test.bucket}/${test.prefix}digits`,
        CopySourceRange: "bytes=2-5",
      }),
    );
    await upload.complete([{ PartNumber: 1, ETag: CopyPartResult!.ETag }]);
    expect((await get("copied")).bytes.toString()).toBe("2345");
  });

  it("is listed with its parts until it is aborted, and gone afterwards", async () => {
    const upload = await begin("given up");
    for (const number of [3, 1, 2]) await upload.part(number, Buffer.from(`part ${number}`));
    const { Uploads = [] } = await test.client.send(
      new ListMultipartUploadsCommand({ Bucket: test.bucket, Prefix: `${test.prefix}given up` }),
    );
    expect(Uploads.map(({ UploadId }) => UploadId)).toEqual([upload.target.UploadId]);
    const first = await test.client.send(new ListPartsCommand({ ...upload.target, MaxParts: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
    const rest = await test.client.send(
      new ListPartsCommand({ ...upload.target, PartNumberMarker: first.NextPartNumberMarker }),
    );
    expect([...first.Parts!, ...rest.Parts!].map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 6],
      [2, 6],
      [3, 6],
    ]);
    await test.client.send(new AbortMultipartUploadCommand(upload.target));
    await expect(upload.part(1, Buffer.from("late"))).rejects.toMatchObject({ name: "NoSuchUpload" });
    await expect(test.client.send(new ListPartsCommand(upload.target))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });

  it("refuses parts out of order, too small, unknown, or with a number out of bounds", async () => {
    const upload = await begin("refused");
    const one = await upload.part(1, Buffer.from("small"));
    const two = await upload.part(2, Buffer.from("small too"));
    await expect(upload.complete([two, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(upload.complete([one, two])).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(upload.complete([one, { ...two, PartNumber: 3 }])).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(upload.part(10_001, Buffer.from("x"))).rejects.toMatchObject({ name: "InvalidArgument" });
    await test.client.send(new AbortMultipartUploadCommand(upload.target));
  });

  it("completes only when the key is still free, if asked to", async () => {
    const upload = await begin("taken");
    const part = await upload.part(1, Buffer.from("late"));
    await test.client.send(new PutObjectCommand({ ...at("taken"), Body: "early" }));
    await expect(upload.complete([part], { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    expect((await get("taken")).bytes.toString()).toBe("early");
    await test.client.send(new AbortMultipartUploadCommand(upload.target));
  });

  it.skipIf(IS_REMOTE)("tells of one object created, at its end", async () => {
    const { events } = test.local!;
    events.length = 0;
    const upload = await begin("told");
    const part = await upload.part(1, Buffer.from("text"));
    expect(events).toEqual([]);
    await upload.complete([part]);
    expect(events).toMatchObject([
      { key: `${test.prefix}told`, size: 4, etag: expect.stringMatching(/-1$/) },
    ]);
  });
});
