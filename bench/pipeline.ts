import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeSamples } from "../analysis/photos/samples.ts";
import { assertFolder, positive } from "./arguments.ts";
import { installPeers } from "./install-peers.ts";
import type { Measured } from "./pipeline/measured.ts";

const MODEL_DIR = fileURLToPath(new URL("../.local/models", import.meta.url));

/**
 * `npm run bench -- pipeline [DIR]`: the whole pipeline (upload, state machine, functions, local AWS, models, thumbnails)
 * beside plain face-api on tfjs-wasm and our models alone, over the same photos, one after the other in the same run,
 * each in a process of its own and warm: models loaded, first photo done. With `--copies N` instead: N small copies of
 * a sample photo through the pipeline, and its memory meanwhile.
 */
export async function run(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { copies: { type: "string" } },
  });
  const [folder] = positionals;
  if (folder !== undefined) await assertFolder(folder);
  const work = mkdtempSync(join(tmpdir(), "bench-pipeline-"));
  try {
    if (values.copies !== undefined) {
      const copies = positive("--copies", values.copies);
      node("many.ts", [work, String(copies)], { stdio: "inherit" });
      return;
    }
    const photos = folder ?? (await makeSamples(join(work, "samples")));
    const peer = measured<Measured>("face-api-wasm.ts", [photos], { NODE_PATH: installPeers() });
    const models = measured<Measured>("models-only.ts", [photos, MODEL_DIR]);
    const ours = measured<Measured & { latency: number }>("whole.ts", [photos, join(work, "state")]);
    table([
      ["face-api on tfjs-wasm", peer, peer],
      ["our models alone", models, peer],
      ["our whole pipeline", ours, peer],
    ]);
    const share = 1 - models.seconds / models.photos / (ours.seconds / ours.photos);
    console.log(`\nnot model work in the pipeline: ${(100 * share).toFixed(0)} % of its time`);
    console.log(`one photo alone, from its upload to its outcome: ${ours.latency.toFixed(2)} s`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function node(file: string, args: string[], options: Parameters<typeof execFileSync>[2]) {
  const path = fileURLToPath(new URL(`./pipeline/${file}`, import.meta.url));
  return execFileSync(process.execPath, ["--import", "tsx", path, ...args], options);
}

function measured<T>(file: string, args: string[], env: Record<string, string> = {}): T {
  const output = node(file, args, {
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(String(output).trim().split("\n").at(-1)!) as T;
}

function table(rows: [name: string, measured: Measured, peer: Measured][]): void {
  const titles = ["photos", "faces", "seconds", "photos/s", "CPU s/photo", "peak MB", "times as fast"];
  console.log("".padEnd(24) + titles.map((title) => title.padStart(14)).join(""));
  for (const [name, { photos, faces, seconds, cpuSeconds, megabytes }, peer] of rows) {
    const ratio = peer.seconds / peer.photos / (seconds / photos);
    const numbers = [seconds, photos / seconds, cpuSeconds / photos].map((value) => value.toFixed(2));
    const cells = [photos, faces, ...numbers, megabytes.toFixed(0), ratio.toFixed(2)];
    console.log(name.padEnd(24) + cells.map((cell) => String(cell).padStart(14)).join(""));
  }
}
