import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FaceEngine, openFaceEngine } from "../../../local/faces/engine.ts";

const SAMPLES = "node_modules/@vladmandic/face-api/demo";
let modelDir: string;
let engine: FaceEngine;

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), "faces-"));
  engine = await openFaceEngine({ modelDir });
});

afterAll(async () => {
  await engine.close();
  await rm(modelDir, { recursive: true });
});

it("finds every face of the sample photos", async () => {
  const counts = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(
      async (n) => (await engine.analyze(await readFile(`${SAMPLES}/sample${n}.jpg`))).length,
    ),
  );
  expect(counts).toEqual([3, 3, 3, 4, 5, 4]);
});

it("refuses what is no image", async () => {
  await expect(engine.analyze(new TextEncoder().encode("no image"))).rejects.toMatchObject({
    name: "UndecodableImageError",
  });
});
