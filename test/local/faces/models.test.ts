import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Pyramid } from "../../../local/faces/geometry/pyramid.ts";
import { ensureModels, type ModelPaths } from "../../../local/faces/models/cache.ts";
import { FACE_SIDE, RECOGNITION_SIDE } from "../../../local/faces/models/face-networks.ts";
import { runChips } from "../../../local/faces/run-model.ts";
import { openSessions, type Sessions } from "../../../local/faces/sessions.ts";
import { loadFaceApi, loadNet, netInput } from "./reference.ts";

/** Both add the same float32 numbers, in another order. */
const TOLERANCE = 1e-4;
const AGE_TOLERANCE = 1e-2;

let modelDir: string;
let paths: ModelPaths;

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), "models-"));
  paths = await ensureModels(modelDir);
});

afterAll(() => rm(modelDir, { recursive: true }));

describe("the cache of converted models", () => {
  it("keeps a stamp with each file's hash and leaves no temporary files", async () => {
    const files = await readdir(modelDir);
    expect(files.toSorted()).toEqual(
      Object.keys(paths)
        .flatMap((name) => [`${name}.json`, `${name}.onnx`])
        .toSorted(),
    );
    const { sha256 } = JSON.parse(await readFile(join(modelDir, "landmarks.json"), "utf8"));
    expect(await hashOf(paths.landmarks)).toBe(sha256);
  });

  it.each([
    ["shortened", (path: string) => truncate(path, 1000)],
    ["altered", async (path: string) => writeFile(path, (await readFile(path)).fill(7, 5000, 5004))],
    ["deleted", (path: string) => rm(path)],
  ])("converts a %s file again, to the same bytes", async (_, damage) => {
    const before = await hashOf(paths.expression);
    await damage(paths.expression);
    await ensureModels(modelDir);
    expect(await hashOf(paths.expression)).toBe(before);
  });

  it("converts again what another source or converter made", async () => {
    const stampPath = join(modelDir, "expression.json");
    const stamp = await readFile(stampPath, "utf8");
    await writeFile(paths.expression, "another model");
    await writeFile(stampPath, JSON.stringify({ source: "another", sha256: await hashOf(paths.expression) }));
    await ensureModels(modelDir);
    expect(await readFile(stampPath, "utf8")).toBe(stamp);
  });

  it("survives two conversions at once", async () => {
    await rm(paths.ageGender);
    await Promise.all([ensureModels(modelDir), ensureModels(modelDir)]);
    const { sha256 } = JSON.parse(await readFile(join(modelDir, "ageGender.json"), "utf8"));
    expect(await hashOf(paths.ageGender)).toBe(sha256);
  });
});

describe("the converted models", () => {
  let sessions: Sessions;
  let faceapi: Awaited<ReturnType<typeof loadFaceApi>>;
  let pyramid: Pyramid;

  beforeAll(async () => {
    sessions = await openSessions({ modelDir });
    faceapi = await loadFaceApi();
    const photo = "node_modules/@vladmandic/face-api/demo/sample1.jpg";
    const { data, info } = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
    pyramid = new Pyramid({ data, width: info.width, height: info.height });
  });

  const chipOf = (side: number): Float32Array => pyramid.chip({ a: 2, b: 0.3, tx: 100, ty: 100 }, side);

  it("find the landmarks that face-api finds", async () => {
    const chip = chipOf(FACE_SIDE);
    const { points } = await runChips(sessions.landmarks, [chip], FACE_SIDE);
    const net = await loadNet(faceapi, "FaceLandmark68Net", "face_landmark_68_model");
    expectClose(points!, net.runNet(netInput(faceapi, chip, FACE_SIDE)).dataSync());
  });

  it("see the expression that face-api sees", async () => {
    const chip = chipOf(FACE_SIDE);
    const { probabilities } = await runChips(sessions.expression, [chip], FACE_SIDE);
    const net = await loadNet(faceapi, "FaceExpressionNet", "face_expression_model");
    expectClose(probabilities!, net.forwardInput(netInput(faceapi, chip, FACE_SIDE)).dataSync());
  });

  it("judge age and gender as face-api does", async () => {
    const chip = chipOf(FACE_SIDE);
    const { age, gender } = await runChips(sessions.ageGender, [chip], FACE_SIDE);
    const net = await loadNet(faceapi, "AgeGenderNet", "age_gender_model");
    const expected = net.forwardInput(netInput(faceapi, chip, FACE_SIDE));
    expectClose(age!, expected.age.dataSync(), AGE_TOLERANCE);
    expectClose(gender!, expected.gender.dataSync());
  });

  it("describe a face as face-api does", async () => {
    const chip = chipOf(RECOGNITION_SIDE);
    const { descriptors } = await runChips(sessions.recognition, [chip], RECOGNITION_SIDE);
    const net = await loadNet(faceapi, "FaceRecognitionNet", "face_recognition_model");
    expectClose(descriptors!, net.forwardInput(netInput(faceapi, chip, RECOGNITION_SIDE)).dataSync());
  });

  it("answer for each chip of a batch as for that chip alone", async () => {
    const chips = [chipOf(FACE_SIDE), pyramid.chip({ a: 1, b: 0, tx: 300, ty: 200 }, FACE_SIDE)];
    const together = await runChips(sessions.landmarks, chips, FACE_SIDE);
    const alone = await runChips(sessions.landmarks, [chips[1]!], FACE_SIDE);
    expectClose(together.points!.subarray(136), alone.points!);
  });
});

function expectClose(actual: Float32Array, expected: Float32Array, tolerance = TOLERANCE): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(tolerance);
}

async function hashOf(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
