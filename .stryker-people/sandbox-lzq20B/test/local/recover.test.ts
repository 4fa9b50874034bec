// @ts-nocheck
import { createHash } from "node:crypto";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { objectCreated } from "../../core/photo-event.ts";
import { findMissed, queuedObjects } from "../../local/recover.ts";
import { type RunningS3, startS3, temporaryFolder } from "./s3/with-s3.ts";

const Bucket = "lookalike";
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let s3: RunningS3;
const put = (Key: string, Body: string) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
const etag = (body: string) => createHash("md5").update(body).digest("hex");

beforeAll(async () => {
  folder = await temporaryFolder();
  s3 = await startS3(folder.path);
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  for (const name of ["done", "replaced", "torn", "new", "known"]) await put(`uploads/${name}.jpg`, name);
  await put("photos/done.json", JSON.stringify({ etag: etag("done") }));
  await put("photos/replaced.json", JSON.stringify({ etag: etag("what was there before") }));
  await put("photos/torn.json", `{"etag":"${etag("torn")}"`);
});
afterAll(async () => {
  await s3.stop();
  await folder.remove();
});

it("misses photos without a record of these very bytes, and none that is known", async () => {
  const missed = await findMissed(
    s3.client,
    (key, tag) => key === "uploads/known.jpg" && tag === etag("known"),
  );
  expect(missed.map(({ key }) => key).sort()).toEqual([
    "uploads/new.jpg",
    "uploads/replaced.jpg",
    "uploads/torn.jpg",
  ]);
  expect(missed.find(({ key }) => key === "uploads/new.jpg")).toMatchObject({ etag: etag("new"), size: 3 });
});

it("finds a message by key and bytes together", () => {
  const body = JSON.stringify(objectCreated({ bucket: "b", key: "uploads/a.jpg", etag: "1" }));
  const isQueued = queuedObjects([{ body }, { body: "{}" }, { body: '{"detail":{}}' }]);
  expect(isQueued("uploads/a.jpg", "1")).toBe(true);
  expect(isQueued("uploads/a.jpg", "2")).toBe(false);
  expect(isQueued("uploads/b.jpg", "1")).toBe(false);
  expect(isQueued("undefined", "undefined")).toBe(false);
});
