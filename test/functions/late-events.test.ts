import { createHash } from "node:crypto";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectCreated } from "../../core/photo-event.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { DEFAULT_REQUIREMENTS } from "../../core/requirements.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { readItem } from "../../functions/photo-table.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { type Event, type Harness, nobody, openHarness, people, runStates, variant } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const run = (event: Event, execution: string) => runStates(harness.plain, event, execution);
const record = (name: string) => harness.read<PhotoRecord>(`photos/${name}.json`);
const facesOf = async ({ detail }: Event) =>
  (await harness.faces()).filter(({ ExternalImageId }) => ExternalImageId === detail.object.etag).length;

/** The photo is there, with all that belongs to it. */
async function expectWhole(name: string, event: Event): Promise<void> {
  expect(await record(name)).toMatchObject({ outcome: "DONE", etag: event.detail.object.etag });
  expect((await readItem(harness.plain, event.detail.object.etag))?.Status).toBe("DONE");
  expect(await facesOf(event)).toBe(2);
}

describe("an event that comes late leaves the newer photo of its name alone", () => {
  it("when the newer one's came first", async () => {
    const older = await harness.upload("late.jpg", variant(people));
    const newer = await harness.upload("late.jpg", variant(people));
    expect([await run(newer, "b"), await run(older, "a")]).toEqual(["DONE", "SUPERSEDED"]);
    await expectWhole("late", newer);
    expect(await readItem(harness.plain, older.detail.object.etag)).toBeUndefined();
  });

  it("when it is delivered again", async () => {
    const older = await harness.upload("again.jpg", variant(people));
    expect(await run(older, "a")).toBe("DONE");
    const newer = await harness.upload("again.jpg", variant(people));
    expect([await run(newer, "b"), await run(older, "c")]).toEqual(["DONE", "SUPERSEDED"]);
    await expectWhole("again", newer);
  });

  it("when the older one was rejected", async () => {
    const older = await harness.upload("nobody.jpg", variant(nobody));
    expect(await run(older, "a")).toBe("REJECTED");
    const newer = await harness.upload("nobody.jpg", variant(people));
    expect([await run(newer, "b"), await run(older, "c")]).toEqual(["DONE", "SUPERSEDED"]);
    await expectWhole("nobody", newer);
  });

  it("when the older one was a duplicate", async () => {
    const bytes = variant(people);
    expect(await run(await harness.upload("original.jpg", bytes), "a")).toBe("DONE");
    const older = await harness.upload("copy.jpg", bytes);
    expect(await run(older, "b")).toBe("DUPLICATE");
    const newer = await harness.upload("copy.jpg", variant(people));
    expect([await run(newer, "c"), await run(older, "d")]).toEqual(["DONE", "SUPERSEDED"]);
    await expectWhole("copy", newer);
  });
});

it("a rejected photo that comes again keeps what is known of it", async () => {
  const photo = variant(nobody);
  const event = await harness.upload("twice.jpg", photo);
  await run(event, "a");
  const { endedAt: _, ...before } = await record("twice");
  expect(before.calls).toEqual({ DetectFaces: 1, IndexFaces: 0 });
  await harness.upload("twice.jpg", photo);
  expect(await run(event, "b")).toBe("REJECTED");
  expect(await record("twice")).toMatchObject(before);
});

it("a photo that its rules rejected in economy is indexed again under others, and its faces are really there", async () => {
  const bytes = variant(people);
  const requirements = { ...DEFAULT_REQUIREMENTS, minBrightness: 99 };
  const strict = harness.services(undefined, { economy: true, rulesVersion: "strict", requirements });
  expect(await runStates(strict, await harness.upload("rules.jpg", bytes), "a")).toBe("REJECTED");
  expect(await harness.list("index-faces/rules")).toEqual([]);
  const lenient = harness.services(undefined, { economy: true });
  const event = await harness.upload("rules.jpg", bytes);
  expect(await runStates(lenient, event, "b")).toBe("DONE");
  await expectWhole("rules", event);
  expect((await record("rules")).calls).toEqual({ DetectFaces: 0, IndexFaces: 2 });
});

it("calls that Rekognition refused are not counted as paid", async () => {
  const event = await harness.upload("throttled.jpg", variant(people));
  let refusals = 3;
  const services = harness.services(async (command, _input, call) => {
    if (command !== "IndexFaces" || refusals-- <= 0) return call();
    throw Object.assign(new Error("Slow down"), { name: "ThrottlingException" });
  });
  const input = { execution: "a", event };
  await detectFaces(input, undefined, services);
  for (let i = 0; i < 3; i += 1) await expect(addToCollection(input, undefined, services)).rejects.toThrow();
  await addToCollection(input, undefined, services);
  await thumbnail(input, undefined, services);
  expect((await record("throttled")).calls).toEqual({ DetectFaces: 1, IndexFaces: 1 });
});

it("a photo that failed half-way and turns out to be a duplicate leaves no face behind", async () => {
  const bytes = variant(people);
  const failing = harness.services(async (command, input, call) => {
    if (command !== "PutObject" || !String(input.Key).startsWith("thumbnails/")) return call();
    throw Object.assign(new Error("No"), { name: "AccessDenied" });
  });
  const event = await harness.upload("failed.jpg", bytes);
  expect(await runStates(failing, event, "a")).toBe("FAILED");
  expect(await facesOf(event)).toBe(2);
  // The same bytes under another ETag, as a multipart upload has it.
  const twin = await harness.upload("twin.jpg", bytes);
  const other = {
    detail: { ...twin.detail, object: { ...twin.detail.object, etag: `${"0".repeat(32)}-2` } },
  };
  await takeOver(event, other);
  expect(await run(event, "c")).toBe("DUPLICATE");
  expect(await facesOf(event)).toBe(0);
  expect(await harness.list("index-faces/failed")).toEqual([]);

  /** As if `other` had been done meanwhile: its item, and the binding of their content. */
  async function takeOver({ detail }: Event, { detail: { object } }: Event): Promise<void> {
    const item = (await readItem(harness.plain, detail.object.etag))!;
    const { PutCommand } = await import("@aws-sdk/lib-dynamodb");
    const put = (Item: object) =>
      harness.plain.dynamodb.send(new PutCommand({ TableName: harness.aws.table, Item: { ...Item } }));
    await put({ ...item, Etag: object.etag, Status: "DONE", Photo: "twin.jpg", Name: "twin", Owner: "b" });
    await put({ Etag: `sha256:${item.ContentSha256}`, Of: object.etag });
  }
});

it("a photo that is deleted while Rekognition looks at it is superseded, not failed", async () => {
  const event = await harness.upload("gone.jpg", variant(people));
  const services = harness.services(async (command, _input, call) => {
    if (command === "DetectFaces") {
      const { bucket, object } = event.detail;
      await harness.plain.s3.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: object.key }));
    }
    return call();
  });
  expect(await runStates(services, event, "a")).toBe("SUPERSEDED");
});

it("a rejected photo of a backfill stays where it lies", async () => {
  const [Key, Body] = ["archive/nobody.jpg", variant(nobody)];
  await harness.plain.s3.send(new PutObjectCommand({ Bucket: harness.aws.bucket, Key, Body }));
  const etag = createHash("md5").update(Body).digest("hex");
  const event = objectCreated({ bucket: harness.aws.bucket, key: Key, etag });
  expect(await run(event, "a")).toBe("REJECTED");
  expect(await harness.list("archive/")).toEqual([Key]);
  expect(await harness.list("rejected/NoFaceError/archive")).toEqual([]);
});
