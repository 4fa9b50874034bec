// @ts-nocheck
import { afterAll, beforeAll, expect, it } from "vitest";
import { isChanged } from "../../core/s3-errors.ts";
import { retryable } from "../../functions/retryable.ts";
import { type Harness, openHarness, runStates } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

it("leaves a file where it is that is too large for S3 to copy, and rejects it", async () => {
  const event = await harness.upload("film.jpg", Buffer.from("stands for 6 GB"));
  event.detail.object.size = 6e9;
  expect(await runStates(harness.plain, event)).toBe("REJECTED");
  expect(await harness.list("uploads/")).toEqual(["uploads/film.jpg"]);
  expect(await harness.list("rejected/")).toEqual([]);
  const record = await harness.read<object>("photos/film.json");
  expect(record).toMatchObject({ outcome: "REJECTED", reason: "ImageTooLargeError" });
  expect(record).not.toHaveProperty("movedTo");
});

it("tries again when another request was at the object, rather than take it for a newer photo", async () => {
  const conflict = Object.assign(new Error("A conflicting operation occurred"), {
    name: "ConditionalRequestConflict",
    $metadata: { httpStatusCode: 409 },
  });
  expect(isChanged(conflict)).toBe(false);
  await expect(retryable(() => Promise.reject(conflict))).rejects.toMatchObject({ name: "TransientError" });
});
