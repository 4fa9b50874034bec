import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { openFaceEngine } from "../../../local/faces/engine.ts";
import { WorkerPool } from "../../../local/faces/pool.ts";
import { RUN_MODELS } from "../../run-models.ts";

/** What the worker of these tests dies of. */
const DEADLY = new Uint8Array([3]);
/** What it answers only while another worker has one too. */
const TOGETHER = new Uint8Array([1, 2]);

let photo: Buffer;

beforeAll(async () => {
  photo = await readFile("node_modules/@vladmandic/face-api/demo/sample6.jpg");
});

it("answers while other images wait their turn, and leaves the caller's bytes as they were", async () => {
  const engine = await openFaceEngine({ modelDir: RUN_MODELS, workers: 1 });
  try {
    const copy = Uint8Array.from(photo);
    const answers = await Promise.all([copy, copy].map((image) => engine.analyze(image)));
    expect(answers.map((faces) => faces.length)).toEqual([4, 4]);
    expect(Buffer.compare(copy, photo)).toBe(0);
  } finally {
    await engine.close();
  }
});

it("rejects what runs and what waits when closed, and everything after", async () => {
  const engine = await openFaceEngine({ modelDir: RUN_MODELS, workers: 1 });
  const pending = Promise.allSettled([engine.analyze(photo), engine.analyze(photo)]);
  await engine.close();
  expect((await pending).map((p) => p.status)).toEqual(["rejected", "rejected"]);
  await expect(engine.analyze(photo)).rejects.toThrow("has been closed");
});

it("rejects the image of a worker that dies, replaces the worker and goes on", async () => {
  const pool = await WorkerPool.open(
    { modelDir: RUN_MODELS },
    1,
    new URL("./mortal-worker.mjs", import.meta.url),
  );
  try {
    const lost = pool.run(DEADLY, {});
    const next = pool.run(photo, {});
    await expect(lost).rejects.toThrow("worker ended with code 3");
    expect(await next).toEqual([]);
  } finally {
    await pool.close();
  }
});

it("starts another worker when an image has to wait", async () => {
  const pool = await WorkerPool.open(
    { modelDir: RUN_MODELS },
    2,
    new URL("./mortal-worker.mjs", import.meta.url),
  );
  try {
    const pair = [pool.run(TOGETHER, {}), pool.run(TOGETHER, {})];
    expect(await Promise.all(pair)).toEqual([[], []]);
  } finally {
    await pool.close();
  }
});

it("rejects everything once no worker can be replaced", async () => {
  const pool = await WorkerPool.open(
    { modelDir: "once" },
    1,
    new URL("./mortal-worker.mjs", import.meta.url),
  );
  try {
    const lost = pool.run(DEADLY, {});
    const waiting = pool.run(photo, {});
    await expect(lost).rejects.toThrow("worker ended");
    await expect(waiting).rejects.toThrow("worker ended");
    await expect(pool.run(photo, {})).rejects.toThrow("worker ended");
  } finally {
    await pool.close();
  }
});

it("rejects when the models cannot be opened", async () => {
  await expect(WorkerPool.open({ modelDir: fileURLToPath(import.meta.url) }, 2)).rejects.toThrow("EEXIST");
});

/** Closes the engine in the middle of its work, at each of some moments after the start of an image. */
const PROGRAM = `
  import { readFileSync } from "node:fs";
  import { openFaceEngine } from "./local/faces/engine.ts";
  const [modelDir, photo, ...delays] = process.argv.slice(1);
  const wants = { attributes: true, descriptors: true };
  for (const delay of delays) {
    const engine = await openFaceEngine({ modelDir, workers: 2 });
    const analyze = () => engine.analyze(readFileSync(photo), wants).catch((error) => error.message);
    const running = [analyze(), analyze(), analyze(), analyze()];
    await new Promise((resolve) => setTimeout(resolve, Number(delay)));
    await engine.close();
    console.log(JSON.stringify(await Promise.all(running)));
  }
`;

it("can be closed in the middle of an image, and while a worker starts", async () => {
  const sample = "node_modules/@vladmandic/face-api/demo/sample6.jpg";
  const delays = ["0", "90", "300"];
  const args = ["--import", "tsx", "--input-type=module", "-e", PROGRAM, RUN_MODELS, sample, ...delays];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const closed = stdout
    .trim()
    .split("\n")
    .filter((line) => line.includes("closed before it had answered"));
  expect(closed).toHaveLength(delays.length);
});
