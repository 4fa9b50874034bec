import { EventEmitter, on } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { expect, it } from "vitest";
import type { MapState } from "../../../local/step-functions/jsonata/definition.ts";
import { inputOf, readAhead, readItems } from "../../../local/step-functions/map/read-items.ts";
import { startS3 } from "../s3/with-s3.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const BUCKET = "photos";
const STATE = {
  ItemReader: { Arguments: { Bucket: BUCKET, Prefix: "a/" } },
  ItemSelector: "{% $states.context.Map.Item.Index & ' ' & $states.context.Map.Item.Value.Key %}",
  ItemBatcher: { MaxItemsPerBatch: 4 },
} as unknown as MapState;
const states = { input: null, context: {} };

it("reads a listing of many pages batch by batch, and numbers its objects through", async () => {
  const s3 = await startS3(await temporaryFolder());
  await s3.client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const keys = Array.from({ length: 25 }, (_, i) => `a/${String(i).padStart(2, "0")}.jpg`);
  const put = (Key: string) => s3.client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "" }));
  await pMap(keys, put, { concurrency: 8 });
  // Pages of ten rather than a thousand, so that few objects are many pages.
  s3.client.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, MaxKeys: 10 } }),
    {
      step: "initialize",
    },
  );
  const batches = await all(readItems(STATE, states, s3.client, new AbortController().signal));
  expect(batches.map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
  const { Items } = JSON.parse(await inputOf(STATE, states, batches.at(-1)!));
  expect(Items).toEqual(["24 a/24.jpg"]);
  await s3.stop();
});

it("has the first worked at before the last is listed, and counts all as they come", async () => {
  const listing = new EventEmitter();
  const seen: number[] = [];
  const ahead = readAhead(on(listing, "page", { close: ["end"] }), ([page]) => seen.push(page));
  const first = ahead.next();
  listing.emit("page", 1);
  expect((await first).value).toEqual([1]);
  listing.emit("page", 2);
  listing.emit("page", 3);
  await turn();
  expect(seen).toEqual([1, 2, 3]);
  listing.emit("end");
  expect(await all(ahead)).toEqual([[2], [3]]);
});

it("fails as its source does", async () => {
  const listing = new EventEmitter();
  const ahead = readAhead(on(listing, "page"), () => {});
  const failed = expect(ahead.next()).rejects.toThrow("denied");
  listing.emit("error", new Error("denied"));
  await failed;
});

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
