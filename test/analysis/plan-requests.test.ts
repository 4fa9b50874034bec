import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { REQUESTS, type Requests } from "../../analysis/plan/designs.ts";
import { type Harness, openHarness, runStates, sample, variant } from "../functions/harness.ts";

const KINDS: Record<string, keyof Requests> = {
  PutObject: "put",
  CopyObject: "put",
  GetObject: "get",
  HeadObject: "get",
  PutItem: "write",
  UpdateItem: "write",
  GetItem: "read",
};
/** Free, or paid for by another line of the plan. */
const OTHERS = ["DetectFaces", "IndexFaces", "DeleteFaces", "DeleteObject"];

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

it.each([
  ["default", "kept"],
  ["default", "rejected"],
  ["economy", "kept"],
  ["economy", "rejected"],
] as const)("the plan knows the requests of a photo: %s, %s", async (design, outcome) => {
  const dark = outcome === "rejected" ? 0.1 : 1;
  const photo = await sharp(sample(1)).resize(720).linear(dark, 0).jpeg().toBuffer();
  const event = await harness.upload(`${design}-${outcome}.jpg`, variant(photo));
  // A deployed bucket has versions.
  Object.assign(event.detail.object, { "version-id": "null" });
  const counts: Requests = { put: 0, get: 0, write: 0, read: 0 };
  const services = harness.services(
    (command, _input, call) => {
      const kind = KINDS[command];
      if (kind) counts[kind] += 1;
      else expect(OTHERS).toContain(command);
      return call();
    },
    { economy: design === "economy" },
  );
  expect(await runStates(services, event)).toBe(outcome === "kept" ? "DONE" : "REJECTED");
  const thumbnails =
    outcome === "kept" ? (await harness.read<unknown[]>(`keep-faces/${design}-kept.json`)).length : 0;
  expect({ ...counts, put: counts.put - thumbnails }).toEqual(REQUESTS[design][outcome]);
});
