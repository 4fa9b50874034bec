// @ts-nocheck
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  type ListBucketsCommandOutput,
  PutBucketPolicyCommand,
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
    const put = s3.client.send(new PutBucketPolicyCommand({ Bucket: "another-bucket", Policy: "{}" }));
    await expect(put).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it.each([
    ["policy", "NoSuchBucketPolicy"],
    ["policyStatus", "NoSuchBucketPolicy"],
    ["lifecycle", "NoSuchLifecycleConfiguration"],
    ["cors", "NoSuchCORSConfiguration"],
    ["tagging", "NoSuchTagSet"],
    ["website", "NoSuchWebsiteConfiguration"],
    ["encryption", "ServerSideEncryptionConfigurationNotFoundError"],
    ["replication", "ReplicationConfigurationNotFoundError"],
    ["object-lock", "ObjectLockConfigurationNotFoundError"],
  ])("has no %s, by the code %s", async (name, code) => {
    const answer = await fetch(`${s3.endpoint}/another-bucket?${name}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    expect(await (await fetch(`${s3.endpoint}/no-bucket?${name}`)).text()).toContain("<Code>NoSuchBucket<");
  });

  it("has the settings of a new bucket", async () => {
    const Bucket = "another-bucket";
    const { Grants } = await s3.client.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toMatchObject([{ Grantee: { Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }]);
    const { PublicAccessBlockConfiguration } = await s3.client.send(
      new GetPublicAccessBlockCommand({ Bucket }),
    );
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const { OwnershipControls } = await s3.client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    const notification = await s3.client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(notification.EventBridgeConfiguration).toEqual({});
    expect((await s3.client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
  });

  it("is listed in pages", async () => {
    for (const Bucket of ["page-a", "page-b", "page-c"])
      await s3.client.send(new CreateBucketCommand({ Bucket }));
    const names: (string | undefined)[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: ListBucketsCommandOutput = await s3.client.send(
        new ListBucketsCommand({ Prefix: "page-", MaxBuckets: 2, ContinuationToken }),
      );
      names.push((page.Buckets ?? []).map(({ Name }) => Name));
      ({ ContinuationToken } = page);
    } while (ContinuationToken);
    expect(names).toEqual([["page-a", "page-b"], ["page-c"]]);
  });

  it.each([
    "xn--a",
    "sthree-a",
    "amzn-s3-demo-a",
    "a-s3alias",
    "a--ol-s3",
    "a--x-s3",
    "a.mrap",
    "a_b",
    "x".repeat(64),
  ])("is never called %s, nor looked for under that name", async (name) => {
    for (const method of ["PUT", "GET"]) {
      const answer = await fetch(`${s3.endpoint}/${name}`, { method });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("<Code>InvalidBucketName</Code>");
    }
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
