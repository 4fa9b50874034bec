// @ts-nocheck
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseFolder, eraseObjects, objectVersions } from "../../analysis/forget/erase-bucket.ts";
import { type RunningS3, startS3, temporaryFolder } from "../local/s3/with-s3.ts";

const bucket = "lookalike";
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let s3: RunningS3;
beforeAll(async () => {
  folder = await temporaryFolder();
  s3 = await startS3(folder.path);
  await s3.client.send(new CreateBucketCommand({ Bucket: bucket }));
});
afterAll(async () => {
  await s3.stop();
  await folder.remove();
});

const put = (Key: string) => s3.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "x" }));
async function left(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Key } of objectVersions({ s3: s3.client, bucket }, prefix)) keys.push(Key);
  return keys;
}

it("deletes one object more than S3 takes in a request", async () => {
  const sizes: number[] = [];
  const many = Array.from({ length: 1001 }, (_, i) => ({
    Key: `many/${i}`,
    VersionId: "null",
    IsLatest: true,
  }));
  s3.client.middlewareStack.add(
    (next, context) => async (args) => {
      // A thousand objects take half a minute to store: the listing is made up, what is asked of S3 is not.
      if (context.commandName === "ListObjectVersionsCommand") {
        return { output: { $metadata: {}, Versions: many }, response: {} } as unknown as ReturnType<
          typeof next
        >;
      }
      sizes.push((args.input as { Delete: { Objects: unknown[] } }).Delete.Objects.length);
      return next(args);
    },
    { step: "initialize", name: "many" },
  );
  try {
    expect(await eraseFolder({ s3: s3.client, bucket }, "many/")).toBe(1001);
    expect(sizes).toEqual([1000, 1]);
  } finally {
    s3.client.middlewareStack.remove("many");
  }
});

it("erases the objects named, not those whose keys begin alike, and each once", async () => {
  for (const key of ["a.jpg", "a.jpg.txt", "b.jpg"]) await put(key);
  expect(await eraseObjects({ s3: s3.client, bucket }, ["a.jpg", "a.jpg", "none.jpg"])).toBe(1);
  expect(await left("")).toEqual(["a.jpg.txt", "b.jpg"]);
});
