// Many small copies of a sample photo through the whole pipeline, in a process of its own: `many.ts FOLDER COUNT`.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { listObjects } from "../../analysis/bucket/list-objects.ts";
import { findPhotos } from "../../analysis/photos/find-photos.ts";
import { withTarget } from "../../analysis/target/target.ts";
import { uploadPhotos } from "../../analysis/upload/upload-photos.ts";
import { waitForOutcomes } from "../../analysis/upload/wait-for-outcomes.ts";
import { thumbnailKey } from "../../core/key-layout.ts";

/** One face, of a size that is kept: the models' time is not what is asked here. */
const FACE = { left: 340, top: 160, width: 480, height: 480 };
const SIDE = 240;
const ROWS = 10;
const FOLDER = dirname(thumbnailKey("any"));

const [folder, given] = process.argv.slice(2) as [string, string];
const count = Number(given);
const sample = createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg");
const small = await sharp(sample).extract(FACE).resize(SIDE).jpeg().toBuffer();
mkdirSync(join(folder, "photos"));
for (let i = 0; i < count; i++) {
  // Anything may stand behind the end of a JPEG: so each is another photo.
  const bytes = Buffer.concat([small, Buffer.from(`photo ${i}`)]);
  writeFileSync(join(folder, "photos", `${i}.jpg`), bytes);
}

const row = (cells: (string | number)[]) =>
  console.log(cells.map((cell) => String(cell).padStart(12)).join(""));
const { photos } = await findPhotos([join(folder, "photos")]);
await withTarget({ target: "local", state: join(folder, "state") }, async (target) => {
  const started = performance.now();
  const spent = process.cpuUsage();
  let told = 0;
  row(["photos", "minutes", "CPU minutes", "memory, MB", "most, MB"]);
  const onProgress = (done: number) => {
    if (done < told + count / ROWS) return;
    told = done;
    const { user, system } = process.cpuUsage(spent);
    const memory = [process.memoryUsage.rss() / 1e6, (process.resourceUsage().maxRSS * 1024) / 1e6];
    const minutes = [(performance.now() - started) / 60_000, (user + system) / 60e6];
    row([done, ...minutes.map((value) => value.toFixed(1)), ...memory.map((value) => value.toFixed(0))]);
  };
  const { failed } = await waitForOutcomes(target, await uploadPhotos(target, photos), { onProgress });
  let thumbnails = 0;
  for await (const page of listObjects(target.s3, target.bucket, FOLDER)) thumbnails += page.length;
  console.log(`${failed.length} failed, ${thumbnails} faces kept`);
});
