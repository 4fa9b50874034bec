import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { sendPhoto } from "../analysis/queue/send-photo.ts";
import { objectCreated } from "../core/photo-event.ts";
import type { Services } from "../functions/clients.ts";
import { watchedServices } from "../test/functions/watched-services.ts";
import { positive } from "./arguments.ts";
import { randomOf } from "./flood/random.ts";
import { checkOutcomes } from "./storm/check-outcomes.ts";
import type { CallNote } from "./storm/fault-injector.ts";
import { KilledLocalAws } from "./storm/killed-local-aws.ts";
import { checkPayments, type Note } from "./storm/payments.ts";
import { type StormPhoto, stormPhotos } from "./storm/photos.ts";

/** Messages and executions under way before more photos are uploaded, so that uploads go on all the time. */
const UNDER_WAY = 300;
const UPLOADS_AT_ONCE = 8;
/** Of the photos, one in so many has its event again. */
const AGAIN = 3;
/** Of these events, the share that comes when almost everything else is over. */
const LATE = 0.2;
const FEW = 40;
const LOOKS_EVERY_MS = 500;

/**
 * Photos through the local AWS as it is run, with faults in 30 % of the functions' calls, functions that die after what
 * they change, events that come again in any order and late, and a process that is killed and started again. Ends
 * with status 1 when anything is lost, left over, wrong or paid for twice.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { photos: { type: "string", default: "2000" }, kills: { type: "string", default: "10" } },
  });
  const count = positive("number of photos", values.photos);
  const kills = Number(values.kills);
  const state = mkdtempSync(join(tmpdir(), "bench-storm-"));
  const log = join(state, "storm.ndjson");
  const aws = await KilledLocalAws.start(state, log);
  const began = performance.now();
  try {
    const photos = await stormPhotos(count);
    const services = watchedServices(aws.names);
    const { inTime, late } = deliveriesOf(photos, aws);
    const events = inTime.length + late.length;
    const uploads = new Map<StormPhoto, Promise<void>>();
    let sent = 0;
    let killed = 0;
    let underWay = 0;
    /** Looks how far it is, and kills the local AWS when it is time. */
    const look = async () => {
      await sleep(LOOKS_EVERY_MS);
      underWay = (await aws.unfinished()) ?? underWay;
      if (killed < kills && (sent - underWay) * (kills + 1) > events * (killed + 1)) {
        killed++;
        console.error(`kill ${killed}: ${sent} of ${events} events were sent, ${underWay} are under way`);
        await aws.kill();
        appendFileSync(log, `${JSON.stringify({ killed })}\n`);
        await aws.restart();
      }
    };
    let isLooking = true;
    const looking = (async () => {
      while (isLooking) await look();
    })();
    const deliver = ({ photo, send }: Delivery) =>
      persistently(async () => {
        while (underWay > UNDER_WAY) await sleep(LOOKS_EVERY_MS);
        const uploading = uploads.get(photo) ?? upload(services, photo);
        uploads.set(photo, uploading);
        await uploading;
        await send();
        sent++;
      });
    const idle = async () => {
      for (let looks = 0; looks < 3; looks = underWay === 0 ? looks + 1 : 0) await sleep(2 * LOOKS_EVERY_MS);
    };
    await pMap(inTime, deliver, { concurrency: UPLOADS_AT_ONCE });
    while (underWay > FEW) await sleep(LOOKS_EVERY_MS);
    await pMap(late, deliver, { concurrency: UPLOADS_AT_ONCE });
    await idle();
    isLooking = false;
    await looking;

    const { wrong, outcomes } = await checkOutcomes(services, photos, state);
    const notes = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Note);
    const payments = checkPayments(notes);
    wrong.push(...payments.wrong);
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    const calls = notes.filter((note): note is CallNote => "fate" in note);
    const of = (...fates: string[]) => calls.filter(({ fate }) => fates.includes(fate)).length;
    console.log(
      `${count} photos, ${events} events, ${killed} kills of the local AWS, ${minutes} min\n` +
        `${of("sent", "refused")} calls, of which ${of("refused", "lost")} broke\n` +
        `functions died ${of("died")} times, after ${deathsOf(calls)}\n` +
        `became: ${Object.entries(outcomes)
          .map(([outcome, times]) => `${times} ${outcome}`)
          .join(", ")}\n` +
        `${payments.paid} paid calls, ${payments.again} of them again for an answer that was lost\n` +
        (wrong.length === 0
          ? "nothing is lost, left over, wrong or paid for twice"
          : `${wrong.length} wrong`),
    );
    for (const line of wrong.slice(0, 50)) console.log(`  ${line}`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await aws.kill();
    rmSync(state, { recursive: true, force: true });
  }
}

interface Delivery {
  photo: StormPhoto;
  send(): Promise<unknown>;
}

/**
 * Every photo's upload, whose event S3 sends; of some photos one more, which starts another execution (as a repair's
 * does), and that one again, as a queue may deliver it. In any order, but none before the photo is there.
 */
function deliveriesOf(photos: StormPhoto[], aws: KilledLocalAws): { inTime: Delivery[]; late: Delivery[] } {
  const random = randomOf(1);
  const { names } = aws;
  const services = watchedServices(names);
  const own = photos.map((photo) => ({ photo, send: async () => {}, at: random(), isLate: false }));
  const again = ["first", "again"].flatMap((time) =>
    photos
      .filter((_, i) => i % AGAIN === 0)
      .map((photo) => {
        const { detail } = objectCreated({
          bucket: names.bucket,
          key: keyOf(photo),
          etag: photo.etag,
          size: photo.bytes.length,
        });
        const object = { ...detail.object, sequencer: "again" };
        const message = { id: `${time} ${photo.name}`, detail: { ...detail, object } };
        const send = () => sendPhoto({ ...names, sqs: services.sqs }, message);
        return { photo, send, at: random(), isLate: random() < LATE };
      }),
  );
  const sorted = [...own, ...again].sort((a, b) => a.at - b.at);
  return {
    inTime: sorted.filter(({ isLate }) => !isLate),
    late: sorted.filter(({ isLate }) => isLate),
  };
}

/** What the functions died after: "PutObject keep-faces (12), …". */
function deathsOf(calls: CallNote[]): string {
  const times = new Map<string, number>();
  for (const { command, key, fate } of calls) {
    if (fate !== "died") continue;
    const what = key === undefined ? command : `${command} ${key.split("/")[0]}`;
    times.set(what, (times.get(what) ?? 0) + 1);
  }
  return [...times].map(([what, count]) => `${what} (${count})`).join(", ");
}

const keyOf = ({ name }: StormPhoto) => `uploads/${name}.jpg`;

async function upload({ s3, settings }: Services, photo: StormPhoto): Promise<void> {
  const body = { Bucket: settings.bucket, Key: keyOf(photo), Body: photo.bytes };
  await persistently(() => s3.send(new PutObjectCommand(body)));
}

/** Until it is acknowledged: the local AWS may be down. */
async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch {
      await sleep(100);
    }
  }
}
