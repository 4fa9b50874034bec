import { HeadObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { DUPLICATE, REQUESTS, type Requests } from "../../analysis/plan/designs.ts";
import { LOG_BYTES } from "../../analysis/plan/overhead.ts";
import { output } from "../../functions/log.ts";
import { observe } from "../../functions/observe.ts";
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

const photoOf = async (brightness = 1) =>
  variant(await sharp(sample(1)).resize(720).linear(brightness, 0).jpeg().toBuffer());

/** Sends a photo through the states, and counts what that takes. */
async function run(name: string, photo: Buffer, economy = false) {
  const event = await harness.upload(name, photo);
  const { key: Key } = event.detail.object;
  const { VersionId } = await harness.plain.s3.send(
    new HeadObjectCommand({ Bucket: harness.aws.bucket, Key }),
  );
  // A deployed bucket has versions, and its events name them.
  Object.assign(event.detail.object, { "version-id": VersionId });
  const counts: Requests = { put: 0, get: 0, write: 0, read: 0 };
  const services = harness.services(
    (command, _input, call) => {
      const kind = KINDS[command];
      if (kind) counts[kind] += 1;
      else expect(OTHERS).toContain(command);
      return call();
    },
    { economy },
  );
  // Deployed, and so these too, paid calls have a line each.
  observe(services.rekognition, "Rekognition");
  let logBytes = 0;
  const logged = vi
    .spyOn(output, "write")
    .mockImplementation((line) => (logBytes += Buffer.byteLength(line)));
  const outcome = await runStates(services, event, `execution of ${name}`.padEnd(120, "-"));
  logged.mockRestore();
  return { outcome, counts, logBytes };
}

it.each([
  ["default", "kept"],
  ["default", "rejected"],
  ["economy", "kept"],
  ["economy", "rejected"],
] as const)("the plan knows the requests of a photo: %s, %s", async (design, expected) => {
  const photo = await photoOf(expected === "rejected" ? 0.1 : 1);
  const { outcome, counts } = await run(`${design}-${expected}.jpg`, photo, design === "economy");
  expect(outcome).toBe(expected === "kept" ? "DONE" : "REJECTED");
  const thumbnails =
    expected === "kept" ? (await harness.read<unknown[]>(`keep-faces/${design}-kept.json`)).length : 0;
  expect({ ...counts, put: counts.put - thumbnails }).toEqual(REQUESTS[design][expected]);
});

it("the plan knows what a duplicate takes, and how long a photo's lines in the logs are", async () => {
  const photo = await photoOf();
  const { logBytes } = await run("original.jpg", photo);
  expect(logBytes).toBeLessThan(LOG_BYTES.functions);
  expect(logBytes).toBeGreaterThan(0.7 * LOG_BYTES.functions);
  const { outcome, counts } = await run("duplicate.jpg", photo);
  expect(outcome).toBe("DUPLICATE");
  expect(counts).toEqual(DUPLICATE);
});
