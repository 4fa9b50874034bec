import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pMap from "p-map";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomOf } from "../../bench/flood/random.ts";
import { type CallNote, FaultInjector } from "../../bench/storm/fault-injector.ts";
import { checkPayments } from "../../bench/storm/payments.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { type Event, type Harness, openHarness, sample, variant } from "./harness.ts";

const people = await sharp(sample(1)).resize(480).jpeg().toBuffer();
const nobody = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#c84" } })
  .jpeg()
  .toBuffer();

/** What the state machine tries again. */
const RETRIED: string[] = JSON.parse(
  readFileSync(new URL("../../infra/face-pipeline.asl.json", import.meta.url), "utf8"),
).States.DetectFaces.Retry.flatMap(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals);

const random = randomOf(7);
const notes: CallNote[] = [];
const storm = new FaultInjector(random, (note) => notes.push(note));

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

it("brings every photo to its end through faults, deaths, and events that come twice and in any order", async () => {
  const photos: { name: string; event: Event; expected: string }[] = [];
  const add = async (name: string, bytes: Buffer, expected: string) => {
    photos.push({ name, event: await harness.upload(`${name}.jpg`, bytes), expected });
  };
  for (let i = 0; i < 5; i++) await add(`people${i}`, variant(people), "DONE");
  for (let i = 0; i < 3; i++) await add(`nobody${i}`, variant(nobody), "NoFaceError");
  for (let i = 0; i < 2; i++) await add(`text${i}`, Buffer.from(`text ${i}`), "ImageFormatError");

  const services = harness.services(storm.intercept);
  const deliveries = photos
    .flatMap((photo) => [photo, photo])
    .map((photo, i) => ({ photo, i, at: random() }));
  await pMap(
    deliveries.sort((a, b) => a.at - b.at),
    ({ photo: { name, event }, i }) => execute(services, event, `${name}-${i}`),
    { concurrency: 4 },
  );

  const faces = await harness.faces();
  for (const { name, event, expected } of photos) {
    const record = await harness.read<PhotoRecord>(`photos/${name}.json`);
    expect(record.reason ?? record.outcome, name).toBe(expected);
    const own = faces.filter(({ ExternalImageId }) => ExternalImageId === event.detail.object.etag);
    expect(own.length, name).toBe(expected === "DONE" ? 1 : 0);
    const paid = notes.filter(({ photo, fate }) => photo === event.detail.object.key && fate !== "refused");
    const commands = new Set(paid.map(({ command }) => command));
    expect(commands.has("DetectFaces"), name).toBe(expected !== "ImageFormatError");
    expect(commands.has("IndexFaces"), name).toBe(expected === "DONE");
  }
  expect(faces).toHaveLength(5);
  const thumbnails = await harness.list("thumbnails/");
  expect(thumbnails.sort()).toEqual(faces.map(({ FaceId }) => `thumbnails/${FaceId}.jpg`).sort());
  expect(readdirSync(join(harness.state, "s3", "lookalike", "tmp"))).toEqual([]);
  expect(checkPayments(notes).wrong).toEqual([]);
  for (const fate of ["refused", "lost", "died"]) expect(notes.map((note) => note.fate)).toContain(fate);
});

/** As the state machine runs the functions, but without its delays. */
async function execute(services: Services, event: Event, execution: string): Promise<void> {
  const input = { execution, event };
  const persistently = async (state: () => Promise<unknown>) => {
    for (;;) {
      try {
        return await storm.live(event.detail.object.key, state);
      } catch (error) {
        const { name } = error as Error;
        if (!RETRIED.includes(name)) throw error;
        // Another execution's photo takes longer to pass than one call's bad luck.
        await sleep(name === "PhotoBusyError" ? 100 : 2);
      }
    }
  };
  try {
    for (const state of [detectFaces, addToCollection, thumbnail])
      await persistently(() => state(input, undefined, services));
  } catch (error) {
    const { name, message } = error as Error;
    const Cause = JSON.stringify({ errorType: name, errorMessage: message });
    await persistently(() => errorDetected({ ...input, error: { Error: name, Cause } }, undefined, services));
  }
}
