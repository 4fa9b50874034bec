import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { withTarget } from "../analysis/target/target.ts";
import { thumbnailKey } from "../core/key-layout.ts";
import { makeUpRegion } from "./archive/made-up-region.ts";
import { LocalAws, runCommand, type Usage } from "./archive/programs.ts";
import { positive } from "./arguments.ts";

/** Thumbnails of no face, which `doctor` is to find and to delete. */
const STRAYS = 100;

/**
 * `npm run bench -- archive [--photos 100000]`: the local AWS with all results of so many made-up photos, and what
 * `sync`, `doctor` and `forget` take there. Ends with an error when one of them says anything else than it should.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { photos: { type: "string", default: "100000" } } });
  const photos = positive("--photos", values.photos);
  const root = mkdtempSync(join(tmpdir(), "bench-archive-"));
  const state = join(root, "state");
  const datas = join(root, "datas");
  const usage = join(root, "usage.json");
  const began = performance.now();
  let aws: LocalAws | undefined;
  try {
    const faces = await makeUpRegion(state, datas, photos);
    console.log(
      `${photos} photos, ${faces} faces, made up in ${seconds((performance.now() - began) / 1000)}`,
    );
    row("", ["seconds", "CPU", "peak"]);
    aws = await LocalAws.start(state, join(root, "aws.json"));
    row("local, until it answers", [seconds(aws.seconds)]);
    const command = (name: string, options: string[] = [], status = 0) => {
      const places = ["--target", "local", "--state", state, "--datas", datas];
      const ran = runCommand([name, ...options, ...places], { usage, status });
      row([name, ...options.map((option) => (option.length > 20 ? "FACEID" : option))].join(" "), cells(ran));
      return ran.stdout;
    };
    command("sync");
    command("sync");
    says(command("doctor"), "database agree.");
    await addStrays(state);
    says(command("doctor", [], 1), "orphan thumbnail");
    says(command("doctor", ["--fix"]), `Fixed: ${STRAYS} of ${STRAYS}`);
    says(command("forget", ["album0/photo7.jpg", "--yes"]), "Nothing is left");
    const { cpuSeconds, megabytes } = await aws.stop();
    row("local, all in all", ["", seconds(cpuSeconds), `${megabytes.toFixed(0)} MB`]);
    console.log(`${((performance.now() - began) / 60_000).toFixed(1)} min in all`);
  } finally {
    await aws?.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function addStrays(state: string): Promise<void> {
  await withTarget({ target: "local", state }, async ({ s3, bucket: Bucket }) => {
    const keys = Array.from({ length: STRAYS }, (_, i) => thumbnailKey(`no-face-${i}`));
    await pMap(keys, (Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" })), { concurrency: 16 });
  });
}

function says(stdout: string, expected: string): void {
  if (!stdout.includes(expected)) throw new Error(`"${expected}" is missing in: ${stdout.slice(0, 2000)}`);
}

const seconds = (value: number) => `${value.toFixed(1)} s`;
const cells = (usage: Usage) => [
  seconds(usage.seconds),
  seconds(usage.cpuSeconds),
  `${usage.megabytes.toFixed(0)} MB`,
];
const row = (name: string, values: string[]) =>
  console.log(name.padEnd(40) + values.map((value) => value.padStart(10)).join(""));
