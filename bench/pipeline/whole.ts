// The whole pipeline over a folder of photos, in a process of its own. Prints one JSON line.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { listObjects } from "../../analysis/bucket/list-objects.ts";
import { findPhotos } from "../../analysis/photos/find-photos.ts";
import { type Target, withTarget } from "../../analysis/target/target.ts";
import { uploadPhotos } from "../../analysis/upload/upload-photos.ts";
import { waitForOutcomes } from "../../analysis/upload/wait-for-outcomes.ts";
import { measure } from "./measured.ts";

/** Photos that are sent one after the other, each when the one before has its outcome. */
const ONE_BY_ONE = 5;

type Photos = Awaited<ReturnType<typeof findPhotos>>["photos"];

const [folder, state] = process.argv.slice(2) as [string, string];
const { photos } = await findPhotos([folder]);
await withTarget({ target: "local", state }, async (target) => {
  const analyse = async (some: Photos) => {
    await waitForOutcomes(target, await uploadPhotos(target, some));
  };
  // The first one loads the models and all functions.
  const [first, ...others] = (await findPhotos([copies(photos[0]!, 1 + ONE_BY_ONE)])).photos;
  await analyse([first!]);
  const latencies: number[] = [];
  for (const photo of others) {
    const sent = performance.now();
    await analyse([photo]);
    latencies.push((performance.now() - sent) / 1000);
  }
  const latency = latencies.sort((a, b) => a - b)[Math.floor(latencies.length / 2)];
  const before = await facesFound(target);
  const end = measure();
  await analyse(photos);
  const measured = end(photos.length, 0);
  console.log(JSON.stringify({ ...measured, faces: (await facesFound(target)) - before, latency }));
});

/** A folder of copies that are other photos: anything may stand behind the end of a JPEG. */
function copies(photo: Photos[number], count: number): string {
  const folder = `${state}-first`;
  mkdirSync(folder);
  for (let i = 0; i < count; i++)
    writeFileSync(join(folder, `first${i}.jpg`), Buffer.concat([readFileSync(photo.path), Buffer.of(i)]));
  return folder;
}

async function facesFound(target: Target): Promise<number> {
  let faces = 0;
  for await (const page of listObjects(target.s3, target.bucket, "detect-faces/")) {
    for (const { key: Key } of page) {
      const { Body } = await target.s3.send(new GetObjectCommand({ Bucket: target.bucket, Key }));
      faces += (JSON.parse((await Body?.transformToString()) ?? "{}").FaceDetails ?? []).length;
    }
  }
  return faces;
}
