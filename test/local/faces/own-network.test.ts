import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type FaceEngine, openFaceEngine } from "../../../local/faces/engine.ts";
import { readNetworkFile, writeFit } from "../../../local/faces/network/network-file.ts";
import { distance, OWN_FIT, similarity } from "../../../local/faces/similarity.ts";
import { RUN_MODELS } from "../../run-models.ts";
import { writeColourNetwork } from "./colour-network.ts";

const folder = mkdtempSync(join(tmpdir(), "own-network-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const photo = readFileSync("node_modules/@vladmandic/face-api/demo/sample1.jpg");

const writeNetwork = (name: string, side?: number) => writeColourNetwork(join(folder, name), side);

const own = writeNetwork("colours.onnx");

async function withEngine<T>(file: string, use: (engine: FaceEngine) => Promise<T>): Promise<T> {
  const network = await readNetworkFile(file);
  const engine = await openFaceEngine({ modelDir: RUN_MODELS, workers: 1, network });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

const describeBy = (file: string) =>
  withEngine(file, async (engine) => {
    const [face] = await engine.analyze(photo, { descriptors: true });
    return face!.descriptor!;
  });

describe("a network of one's own", () => {
  it("describes faces in as many numbers as it has, of length 1, with the doubt behind them", async () => {
    const descriptor = await describeBy(own);
    expect(descriptor).toHaveLength(48 + 1);
    expect(Math.hypot(...descriptor.subarray(0, 48))).toBeCloseTo(1, 5);
    expect(descriptor[48]).toBeGreaterThanOrEqual(0);
    expect(similarity(descriptor, descriptor, { intercept: 18.9, slope: 16, doubt: 0 })).toBeGreaterThan(99);
  });

  it("is given the pixels that its description asks for", async () => {
    const other = writeNetwork("blue-first.onnx");
    writeFileSync(join(folder, "blue-first.json"), '{ "channels": "BGR" }');
    const [rgb, bgr] = [await describeBy(own), await describeBy(other)];
    for (let i = 0; i < 16; i++) {
      expect(bgr[i]).toBeCloseTo(rgb[32 + i]!, 5);
      expect(bgr[32 + i]).toBeCloseTo(rgb[i]!, 5);
    }
    expect(distance(rgb, bgr)).toBeGreaterThan(0.01);
  });

  it("has a version of its own: another for other bytes, and for other pixels, and none for another fit", async () => {
    const version = async (file: string) => (await readNetworkFile(file)).version;
    const copy = writeNetwork("copy.onnx");
    // The graph's name is part of the file.
    expect(await version(own)).not.toBe(await version(copy));
    const before = await readNetworkFile(copy);
    expect([before.isFitted, before.version]).toEqual([false, expect.stringMatching(/^descriptor-\d+$/)]);
    await writeFit(before, OWN_FIT);
    expect(await readNetworkFile(copy)).toEqual({ ...before, fit: OWN_FIT, isFitted: true });
    writeFileSync(join(folder, "copy.json"), '{ "mean": 0, "scale": 255 }');
    expect(await version(copy)).not.toBe(before.version);
  });
});

describe("what is no such network", () => {
  it("is refused in one sentence when the engine starts", async () => {
    const text = join(folder, "text.onnx");
    writeFileSync(text, "no network");
    for (const file of [text, writeNetwork("small.onnx", 28)]) {
      const refused = withEngine(file, async () => {});
      await expect(refused).rejects.toThrow(/cannot describe faces: .* Give --descriptor another file\.$/s);
    }
  });

  it.each([
    ["a file that is not there", undefined, "No network in"],
    ["a description that is not JSON", "{", "does not describe a network"],
    ["channels that do not exist", '{ "channels": "CMYK" }', "does not describe a network"],
    ["a scale of nothing", '{ "scale": 0 }', "does not describe a network"],
    ["a word that means nothing", '{ "std": 1 }', "does not describe a network"],
  ])("names %s", async (_, description, message) => {
    const file = description === undefined ? join(folder, "none.onnx") : writeNetwork("described.onnx");
    if (description !== undefined) writeFileSync(join(folder, "described.json"), description);
    await expect(readNetworkFile(file)).rejects.toThrow(message);
  });
});
