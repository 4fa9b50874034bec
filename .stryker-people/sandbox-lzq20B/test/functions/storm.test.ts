// @ts-nocheck
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pMap from "p-map";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomOf } from "../../bench/flood/random.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { Crash, type Event, type Harness, openHarness, sample, variant } from "./harness.ts";

/** Of all calls; half of them after the work was done, so that only the answer is lost. */
const FAULTS = 0.3;
/** Of the calls that change something: the function dies right after. */
const DEATHS = 0.05;
const WRITES = /^(Put|Copy|Delete|Update|Index)/;
const PAID = ["DetectFaces", "IndexFaces"];
/** By these names the state machine tries again. */
const RETRIED = /^(TimeoutError|ServiceUnavailable|ThrottlingException|PhotoBusyError|.*ServiceException)$/;

const people = await sharp(sample(1)).resize(480).jpeg().toBuffer();
const nobody = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#c84" } })
  .jpeg()
  .toBuffer();
const random = randomOf(7);

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** What happened to the calls of one photo. */
interface Log {
  faults: number;
  paid: string[];
}

function stormy(log: Log): Services {
  let isDead = false;
  return harness.services(async (command, _input, call) => {
    if (isDead) throw new Crash();
    const roll = random();
    const isWrite = WRITES.test(command);
    if (roll < FAULTS) log.faults += 1;
    if (roll < FAULTS / 2)
      throw fault(command === "IndexFaces" ? "ThrottlingException" : "ServiceUnavailable", 503);
    const output = await call();
    if (PAID.includes(command)) log.paid.push(command);
    if (roll < FAULTS) throw fault("TimeoutError");
    isDead = isWrite && random() < DEATHS;
    if (!isDead) return output;
    log.faults += 1;
    throw new Crash();
  });
}

const fault = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("a storm"), { name, $fault: "server", $metadata: { httpStatusCode } });

/** As the state machine: tries again what may pass, and begins again where the function died. */
async function execute(event: Event, execution: string, log: Log): Promise<string> {
  for (;;) {
    const services = stormy(log);
    try {
      return await throughStates(event, execution, services);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

async function throughStates(event: Event, execution: string, services: Services): Promise<string> {
  const input = { execution, event };
  try {
    for (const state of [detectFaces, addToCollection, thumbnail])
      await persistently<unknown>(() => state(input, undefined, services));
    return "DONE";
  } catch (error) {
    if (error instanceof Crash) throw error;
    const { name, message } = error as Error;
    const Cause = JSON.stringify({ errorType: name, errorMessage: message });
    const said = { ...input, error: { Error: name, Cause } };
    return (await persistently(() => errorDetected(said, undefined, services))).outcome;
  }
}

async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Crash || !RETRIED.test((error as Error).name)) throw error;
      await sleep(5);
    }
  }
}

it("brings every photo to its end through faults, deaths, and events that come twice and in any order", async () => {
  const photos: { name: string; event: Event; expected: string; log: Log }[] = [];
  const add = async (name: string, bytes: Buffer, expected: string) => {
    photos.push({
      name,
      event: await harness.upload(`${name}.jpg`, bytes),
      expected,
      log: { faults: 0, paid: [] },
    });
  };
  for (let i = 0; i < 5; i++) await add(`people${i}`, variant(people), "DONE");
  for (let i = 0; i < 3; i++) await add(`nobody${i}`, variant(nobody), "NoFaceError");
  for (let i = 0; i < 2; i++) await add(`text${i}`, Buffer.from(`text ${i}`), "ImageFormatError");

  const deliveries = photos
    .flatMap((photo) => [photo, photo])
    .map((photo, i) => ({ photo, i, at: random() }));
  await pMap(
    deliveries.sort((a, b) => a.at - b.at),
    ({ photo: { name, event, log }, i }) => execute(event, `${name}-${i}`, log),
    { concurrency: 4 },
  );

  const faces = await harness.faces();
  for (const { name, event, expected, log } of photos) {
    const record = await harness.read<PhotoRecord>(`photos/${name}.json`);
    expect(record.reason ?? record.outcome, name).toBe(expected);
    const own = faces.filter(({ ExternalImageId }) => ExternalImageId === event.detail.object.etag);
    expect(own.length, name).toBe(expected === "DONE" ? 1 : 0);
    for (const command of PAID) {
      const paid = log.paid.filter((call) => call === command).length;
      const needed =
        expected === "ImageFormatError" || (expected === "NoFaceError" && command === "IndexFaces") ? 0 : 1;
      expect(paid, `${command} of ${name}`).toBeGreaterThanOrEqual(needed);
      // Again only where an answer, or what was to keep it, got lost.
      expect(paid, `${command} of ${name}`).toBeLessThanOrEqual(needed === 0 ? 0 : 1 + log.faults);
    }
  }
  expect(faces).toHaveLength(5);
  const thumbnails = await harness.list("thumbnails/");
  expect(thumbnails.sort()).toEqual(faces.map(({ FaceId }) => `thumbnails/${FaceId}.jpg`).sort());
  expect(readdirSync(join(harness.state, "s3", "lookalike", "tmp"))).toEqual([]);
  expect(photos.some(({ log }) => log.faults > 0)).toBe(true);
});
