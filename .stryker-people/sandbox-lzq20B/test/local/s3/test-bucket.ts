// @ts-nocheck
import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import { type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

/** `REMOTE=1` aims the tests at AWS, at the bucket that `LOOKALIKE_TEST_BUCKET` names. */
export const IS_REMOTE = process.env.REMOTE === "1";

export interface TestBucket {
  client: S3Client;
  bucket: string;
  /** Every key of a test file begins with this, so that runs do not meet in a bucket of AWS. */
  prefix: string;
  /** The server, unless the tests run against AWS. */
  local?: RunningS3;
}

/** A bucket for the tests of one file, emptied of their objects afterwards; to be read within tests only. */
export function useTestBucket(): TestBucket {
  const test = { prefix: `test-${randomUUID()}/` } as TestBucket;
  let cleanUp: () => Promise<void>;
  beforeAll(async () => {
    if (IS_REMOTE) {
      const bucket = process.env.LOOKALIKE_TEST_BUCKET;
      if (!bucket) throw new Error("LOOKALIKE_TEST_BUCKET is not set. With REMOTE=1 it names the bucket.");
      Object.assign(test, { client: new S3Client({}), bucket });
      cleanUp = () => empty(test);
      return;
    }
    const folder = await temporaryFolder();
    const local = await startS3(folder.path);
    Object.assign(test, { client: local.client, bucket: "lookalike", local });
    await local.client.send(new CreateBucketCommand({ Bucket: "lookalike" }));
    cleanUp = async () => {
      await local.stop();
      await folder.remove();
    };
  });
  afterAll(() => cleanUp());
  return test;
}

async function empty({ client, bucket, prefix }: TestBucket): Promise<void> {
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  }
}
