import { expect, it } from "vitest";
import type { Flood } from "../../bench/flood/flood-options.ts";
import { simulate } from "../../bench/flood/simulate.ts";

/** Small enough for a test, large enough to outrun the quota ten times over. */
const FLOOD: Flood = {
  photos: 200,
  arrivals: 40,
  quota: 5,
  faults: 0,
  duplicates: 0,
  admission: true,
  seed: 7,
};

it("lets a flood in at the pace of the quota: none fails, none is refused, and the collection is never listed", async () => {
  const { endings, records, wrong, drift, paid, refused, lists, transitions, seconds } =
    await simulate(FLOOD);
  expect(endings).toEqual({ SUCCEEDED: 200, FAILED: 0, TIMED_OUT: 0 });
  expect([wrong, drift, refused, lists]).toEqual([0, 0, 0, 0]);
  expect(paid.DetectFaces).toBe(200);
  expect(paid.IndexFaces).toBe(records.DONE);
  expect(transitions).toBe(200 * 6);
  // The last photo itself takes seconds, which are much of so short a flood.
  expect(seconds).toBeGreaterThan(200 / 5);
  expect(seconds).toBeLessThan((200 / 5) * 1.05 + 6);
});

it("loses no photo to faults, events that come twice and late, and a quota that is halved", async () => {
  const flood = { ...FLOOD, photos: 120, faults: 0.3, duplicates: 0.2, loweredTo: 2.5 };
  const { endings, records, wrong, drift, lists, lost } = await simulate(flood);
  expect([endings.FAILED, endings.TIMED_OUT, wrong, drift]).toEqual([0, 0, 0, 0]);
  expect(records.DONE! + records.REJECTED!).toBe(120);
  // The collection is listed for what may be in it, and for nothing else.
  expect(lost).toBeGreaterThan(0);
  expect(lists).toBeGreaterThan(0);
});

it("outlasts an hour in which every call is refused", async () => {
  const { endings, wrong, drift, lists, seconds } = await simulate({
    ...FLOOD,
    photos: 60,
    closedFor: 3600,
  });
  expect(endings).toEqual({ SUCCEEDED: 60, FAILED: 0, TIMED_OUT: 0 });
  expect([wrong, drift, lists]).toEqual([0, 0, 0]);
  expect(seconds).toBeGreaterThan(3600);
});

it("would fail photos without the queue", async () => {
  const { endings } = await simulate({ ...FLOOD, photos: 600, admission: false });
  expect(endings.FAILED).toBeGreaterThan(10);
});
