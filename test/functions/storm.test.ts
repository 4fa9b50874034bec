import { readdirSync } from "node:fs";
import { join } from "node:path";
import pMap from "p-map";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomOf } from "../../bench/flood/random.ts";
import { emptyLog, PAID, type PhotoLog, Storm } from "../../bench/storm/weather.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { type Event, type Harness, openHarness, sample, variant } from "./harness.ts";

const people = await sharp(sample(1)).resize(480).jpeg().toBuffer();
const nobody = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#c84" } })
  .jpeg()
  .toBuffer();
const random = randomOf(7);
const storm = new Storm(random);

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

it("brings every photo to its end through faults, deaths, and events that come twice and in any order", async () => {
  const photos: { name: string; event: Event; expected: string; log: PhotoLog }[] = [];
  const add = async (name: string, bytes: Buffer, expected: string) => {
    photos.push({
      name,
      event: await harness.upload(`${name}.jpg`, bytes),
      expected,
      log: emptyLog(),
    });
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
    ({ photo: { name, event, log }, i }) => storm.execute(services, event, `${name}-${i}`, log),
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
      expect(paid, `${command} of ${name}`).toBeLessThanOrEqual(
        needed === 0 ? 0 : 1 + log.faults + log.deaths,
      );
    }
  }
  expect(faces).toHaveLength(5);
  const thumbnails = await harness.list("thumbnails/");
  expect(thumbnails.sort()).toEqual(faces.map(({ FaceId }) => `thumbnails/${FaceId}.jpg`).sort());
  expect(readdirSync(join(harness.state, "s3", "lookalike", "tmp"))).toEqual([]);
  expect(photos.some(({ log }) => log.faults > 0)).toBe(true);
});
