import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CALL_COUNTS, type CallCounts } from "../../core/admission.ts";
import { type Harness, openHarness, people, runStates, variant } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

async function noted(): Promise<CallCounts> {
  const { dynamodb, settings } = harness.plain;
  const { Item = {} } = await dynamodb.send(
    new GetCommand({ TableName: settings.table, Key: { Etag: CALL_COUNTS }, ConsistentRead: true }),
  );
  const { Etag: _, ...counts } = Item;
  return counts;
}

let before: CallCounts;
beforeEach(async () => {
  before = await noted();
});

/** What has been noted since the test began. */
async function added(): Promise<CallCounts> {
  const counts = Object.entries(await noted()) as [keyof CallCounts, number][];
  return Object.fromEntries(counts.map(([name, count]) => [name, count - (before[name] ?? 0)]));
}

/** The functions as the state machine would run them, with one call that fails once. */
async function run(photo: string, failing: string, name: string, status: number) {
  const event = await harness.upload(photo, variant(people));
  let isFailing = true;
  const services = harness.services(async (command, input, call) => {
    if (!isFailing || `${command} ${input.Key ?? ""}`.trim() !== failing) return call();
    isFailing = false;
    throw Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status, attempts: 1 } });
  });
  // A fault is no outcome: the same execution goes on.
  for (;;) {
    const outcome = await runStates(services, event, photo);
    if (outcome !== "FAILED") return outcome;
  }
}

it("says nothing of a photo whose calls are answered", async () => {
  expect(await runStates(harness.plain, await harness.upload("plain.jpg", variant(people)))).toBe("DONE");
  expect(await noted()).toEqual({});
});

it("takes the place of another photo for a call that has to be made again", async () => {
  expect(await run("fault.jpg", "DetectFaces", "InternalServerError", 500)).toBe("DONE");
  expect(await added()).toEqual({ ExtraDetectFaces: 1 });
});

it("does so where the answer could not be saved", async () => {
  expect(await run("unsaved.jpg", "PutObject detect-faces/unsaved.json", "InternalError", 500)).toBe("DONE");
  expect(await added()).toEqual({ ExtraDetectFaces: 1 });
});

it("does so for IndexFaces, if the collection turns out to lack the faces", async () => {
  expect(await run("index.jpg", "IndexFaces", "InternalServerError", 500)).toBe("DONE");
  expect(await added()).toEqual({ ExtraDetectFaces: 0, ExtraIndexFaces: 1 });
});

it("slows the pace for a call that came too fast, which has its place still", async () => {
  expect(await run("fast.jpg", "DetectFaces", "ThrottlingException", 400)).toBe("DONE");
  expect(await run("fast-2.jpg", "IndexFaces", "ProvisionedThroughputExceededException", 400)).toBe("DONE");
  expect(await added()).toMatchObject({ RefusedCalls: 2, ExtraDetectFaces: 0, ExtraIndexFaces: 0 });
});

it("gives its place to another photo where one needs no call: a duplicate, and what is no photo", async () => {
  const bytes = variant(people);
  expect(await runStates(harness.plain, await harness.upload("a.jpg", bytes), "a")).toBe("DONE");
  expect(await runStates(harness.plain, await harness.upload("b.jpg", bytes), "b")).toBe("DUPLICATE");
  const noPhoto = await harness.upload("text.jpg", Buffer.from("no photo"));
  expect(await runStates(harness.plain, noPhoto, "text")).toBe("REJECTED");
  expect(await added()).toMatchObject({ ExtraDetectFaces: -2, ExtraIndexFaces: -2 });
});
