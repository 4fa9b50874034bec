import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

let s3: RunningS3;
let removeFolder: () => Promise<void>;
beforeAll(async () => {
  const folder = await temporaryFolder();
  removeFolder = folder.remove;
  s3 = await startS3(folder.path);
});
afterAll(async () => {
  await s3.stop();
  await removeFolder();
});

describe("a bucket", () => {
  it("is created once, found, listed, and deleted when empty", async () => {
    const Bucket = "one-bucket";
    await s3.client.send(new CreateBucketCommand({ Bucket }));
    await expect(s3.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
    });
    await s3.client.send(new HeadBucketCommand({ Bucket }));
    const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    await s3.client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
    await expect(s3.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: "x" }));
    await s3.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(s3.client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "NotFound",
    });
    const put = s3.client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
    await expect(put).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  it("says where it is, and that it has no versions", async () => {
    const Bucket = "another-bucket";
    await s3.client.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const location = await s3.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(location.LocationConstraint).toBe("eu-west-1");
    const versioning = await s3.client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(versioning.Status).toBeUndefined();
  });

  it("answers NotImplemented for what this server does not do", async () => {
    const policy = s3.client.send(new GetBucketPolicyCommand({ Bucket: "another-bucket" }));
    await expect(policy).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it.each(["..", "UPPER", "a", "-dash", "x..y", "10.0.0.1"])("is never called %s", async (name) => {
    const answer = await fetch(`${s3.endpoint}/${encodeURIComponent(name).replaceAll(".", "%2E")}`, {
      method: "PUT",
    });
    // A name of dots is resolved away by the client before it is sent.
    expect([400, 501]).toContain(answer.status);
    expect(await answer.text()).toMatch(/<Code>(InvalidBucketName|NotImplemented)<\/Code>/);
  });
});
