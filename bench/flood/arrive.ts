import { executionName } from "../../core/execution-name.ts";
import { uploadKey } from "../../core/key-layout.ts";
import { objectCreated } from "../../core/photo-event.ts";
import { storedObject } from "./s3.ts";
import { BUCKET } from "./services.ts";
import type { World } from "./world.ts";

/** Uploads the photos, one after the other; their events go to the queue, or where there is none start at once. */
export async function arrive(world: World, start: (name: string, input: string) => void): Promise<void> {
  const { flood, clock, random, picture, objects, queue, executions, counts, requests } = world;
  const late: Promise<void>[] = [];
  const deliver = (body: string) => {
    if (flood.admission) {
      queue.push(body);
      requests.sqs!++;
      counts.longestQueue = Math.max(counts.longestQueue, queue.length);
    } else if (!executions.has(executionName(body))) start(executionName(body), body);
  };
  for (let i = 0; i < flood.photos; i++) {
    const key = uploadKey(`photo-${i}.jpg`);
    const object = storedObject(Buffer.concat([picture, Buffer.from(`photo ${i}`)]));
    objects.set(key, object);
    requests.s3Put!++;
    const { detail } = objectCreated({ bucket: BUCKET, key, etag: object.etag, size: object.body.length });
    const body = (id: string, sequencer: string) =>
      JSON.stringify({ id, detail: { ...detail, object: { ...detail.object, sequencer } } });
    const deliveries = [body(`event-${i}`, `${i}`)];
    if (random() < flood.duplicates) {
      deliveries.push(body(`event-${i}-again`, `${i}`));
      // S3 itself may tell of a write twice, in different words: then it starts an execution of its own.
      if (random() < 0.5) deliveries.push(body(`event-${i}`, `${i}-b`));
    }
    for (const delivery of deliveries) {
      if (flood.duplicates === 0) deliver(delivery);
      else late.push(clock.sleep(random() * 2000).then(() => deliver(delivery)));
    }
    await clock.sleep(1000 / flood.arrivals);
  }
  await Promise.all(late);
}
