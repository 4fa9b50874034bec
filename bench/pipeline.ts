import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { listObjects } from "../analysis/bucket/list-objects.ts";
import { findPhotos } from "../analysis/photos/find-photos.ts";
import { makeSamples } from "../analysis/photos/samples.ts";
import { type Target, withTarget } from "../analysis/target/target.ts";
import { uploadPhotos } from "../analysis/upload/upload-photos.ts";
import { waitForOutcomes } from "../analysis/upload/wait-for-outcomes.ts";
import { assertFolder } from "./arguments.ts";
import { installPeers } from "./install-peers.ts";

interface Measured {
  photos: number;
  faces: number;
  seconds: number;
}

const MODEL_DIR = fileURLToPath(new URL("../.local/models", import.meta.url));

/**
 * `npm run bench -- pipeline [DIR]`: the whole pipeline (upload, state machine, functions, region, models, thumbnails)
 * beside plain face-api on tfjs-wasm, over the same photos, one after the other in the same run. Each is warm: models
 * loaded, first photo done.
 */
export async function run([folder]: string[]): Promise<void> {
  if (folder !== undefined) await assertFolder(folder);
  const work = mkdtempSync(join(tmpdir(), "bench-pipeline-"));
  try {
    const photos = folder ?? (await makeSamples(join(work, "samples")));
    const peer = script("face-api-wasm.ts", [photos], { NODE_PATH: installPeers() });
    const models = script("models-only.ts", [photos, MODEL_DIR]);
    const ours = await pipeline(photos, join(work, "state"));
    table([
      ["face-api on tfjs-wasm", peer, peer],
      ["our models alone", models, peer],
      ["our whole pipeline", ours, peer],
    ]);
    const share = 1 - models.seconds / ours.seconds;
    console.log(`\nnot model work in the pipeline: ${(100 * share).toFixed(0)} % of its time`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function script(file: string, args: string[], env: Record<string, string> = {}): Measured {
  const path = fileURLToPath(new URL(`./pipeline/${file}`, import.meta.url));
  const output = execFileSync(process.execPath, ["--import", "tsx", path, ...args], {
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.trim().split("\n").at(-1)!) as Measured;
}

async function pipeline(folder: string, state: string): Promise<Measured> {
  const { photos } = await findPhotos([folder]);
  return await withTarget({ target: "local", state }, async (target) => {
    const first = await uploadPhotos(target, photos.slice(0, 1));
    await waitForOutcomes(target, first);
    const started = performance.now();
    const rest = await uploadPhotos(target, photos.slice(1));
    await waitForOutcomes(target, rest);
    const seconds = ((performance.now() - started) / 1000) * (photos.length / (photos.length - 1));
    return { photos: photos.length, faces: await facesFound(target), seconds };
  });
}

async function facesFound({ s3, bucket }: Target): Promise<number> {
  let faces = 0;
  for await (const page of listObjects(s3, bucket, "detect-faces/")) {
    for (const { key: Key } of page) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      faces += (JSON.parse((await Body?.transformToString()) ?? "{}").FaceDetails ?? []).length;
    }
  }
  return faces;
}

function table(rows: [name: string, measured: Measured, peer: Measured][]): void {
  console.log(
    `${"".padEnd(24)}${["photos", "faces", "seconds", "photos/s", "times as fast"].map((h) => h.padStart(14)).join("")}`,
  );
  for (const [name, { photos, faces, seconds }, peer] of rows) {
    const ratio = peer.seconds / peer.photos / (seconds / photos);
    const cells = [photos, faces, seconds.toFixed(1), (photos / seconds).toFixed(2), ratio.toFixed(2)];
    console.log(name.padEnd(24) + cells.map((cell) => String(cell).padStart(14)).join(""));
  }
}
