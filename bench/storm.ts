import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { objectCreated } from "../core/photo-event.ts";
import type { Services } from "../functions/clients.ts";
import { output } from "../functions/log.ts";
import { watchedServices } from "../test/functions/watched-services.ts";
import { randomOf } from "./flood/random.ts";
import { judge } from "./storm/judge.ts";
import { type StormPhoto, stormPhotos } from "./storm/photos.ts";
import { KilledRegion } from "./storm/region.ts";
import { Storm } from "./storm/weather.ts";

/** Executions at once. */
const AT_ONCE = 8;
/** Of a photo's event: S3 may deliver it more than once, in any order, and late. */
const DELIVERIES = 2;

/**
 * Photos through the real functions and models of a local region, with faults in 30 % of all calls, functions that die
 * after what they change, events that come twice in any order, and a region that is killed and started again. Ends
 * with status 1 when anything is lost, left over, wrong or paid for twice.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { photos: { type: "string", default: "2000" }, kills: { type: "string", default: "10" } },
  });
  const [count, kills] = [Number(values.photos), Number(values.kills)];
  output.write = () => true;
  const state = mkdtempSync(join(tmpdir(), "bench-storm-"));
  const region = await KilledRegion.start(state);
  const began = performance.now();
  try {
    const random = randomOf(1);
    const photos = await stormPhotos(count);
    const storm = new Storm(random);
    const services = watchedServices(region.names, storm.intercept);
    const deliveries = Array.from({ length: DELIVERIES }, () => photos)
      .flat()
      .map((photo, number) => ({ photo, number, at: random() }))
      .sort((a, b) => a.at - b.at);
    const uploads = new Map<StormPhoto, Promise<void>>();
    let done = 0;
    let killed = 0;
    await pMap(
      deliveries,
      async ({ photo, number }) => {
        const uploading = uploads.get(photo) ?? upload(services, photo);
        uploads.set(photo, uploading);
        await uploading;
        await storm.execute(services, eventOf(services, photo), `execution-${number}`, photo.log);
        done++;
        if (killed < kills && done * (kills + 1) >= deliveries.length * (killed + 1)) {
          killed++;
          await region.killAndRestart();
        }
        if (done % 200 === 0) console.error(`${done} of ${deliveries.length} executions`);
      },
      { concurrency: AT_ONCE },
    );
    const { wrong, outcomes, paid, again } = await judge(services, photos, state);
    const sum = (of: "faults" | "deaths") => photos.reduce((total, { log }) => total + log[of], 0);
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    console.log(
      `${count} photos, ${deliveries.length} events, ${killed} kills of the region, ${minutes} min\n` +
        `${sum("faults")} calls broke, functions died ${sum("deaths")} times\n` +
        `became: ${Object.entries(outcomes)
          .map(([outcome, times]) => `${times} ${outcome}`)
          .join(", ")}\n` +
        `${paid} paid calls were answered, ${again} of them again for an answer that was lost\n` +
        (wrong.length === 0
          ? "nothing is lost, left over, wrong or paid for twice"
          : `${wrong.length} wrong`),
    );
    for (const line of wrong.slice(0, 50)) console.log(`  ${line}`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await region.kill();
    rmSync(state, { recursive: true, force: true });
  }
}

const eventOf = ({ settings }: Services, { name, etag, bytes }: StormPhoto) =>
  objectCreated({ bucket: settings.bucket, key: `uploads/${name}.jpg`, etag, size: bytes.length });

/** Until it is acknowledged: the region may be down. */
async function upload({ s3, settings }: Services, { name, bytes }: StormPhoto): Promise<void> {
  for (;;) {
    try {
      const Key = `uploads/${name}.jpg`;
      await s3.send(new PutObjectCommand({ Bucket: settings.bucket, Key, Body: bytes }));
      return;
    } catch {
      await sleep(100);
    }
  }
}
