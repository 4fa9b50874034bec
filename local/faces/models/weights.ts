import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Weight } from "./graph.ts";

interface Entry {
  name: string;
  shape: number[];
  dtype: "float32" | "int32";
  quantization?: { dtype: "uint8"; scale: number; min: number };
}

const folder = join(
  dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json")),
  "model",
);

/** The two files a model's weights consist of, as shipped by @vladmandic/face-api (MIT). */
export interface WeightFiles {
  manifest: Buffer;
  data: Buffer;
}

export async function readWeightFiles(model: string): Promise<WeightFiles> {
  const [manifest, data] = await Promise.all([
    readFile(join(folder, `${model}-weights_manifest.json`)),
    readFile(join(folder, `${model}.bin`)),
  ]);
  return { manifest, data };
}

/** Weights by name, asked for one at a time. A name that is absent throws. */
export type Weights = (name: string) => Weight;

/**
 * Reads TensorFlow.js's weight format: entries follow each other in the data file, float32 or uint8; a uint8 q
 * stands for q * scale + min.
 */
export function parseWeights({ manifest, data }: WeightFiles): Weights {
  const groups: { weights: Entry[] }[] = JSON.parse(manifest.toString());
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, quantization } of groups.flatMap((group) => group.weights)) {
    const count = shape.reduce((a, b) => a * b, 1);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      values[i] = quantization
        ? data.readUInt8(offset + i) * quantization.scale + quantization.min
        : data.readFloatLE(offset + 4 * i);
    }
    weights.set(name, { shape, data: values });
    offset += quantization ? count : 4 * count;
  }
  if (offset !== data.length) {
    throw new Error(`expected ${offset} bytes of weights by the manifest, the file holds ${data.length}`);
  }
  return (name) => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`expected a weight called ${name} in the model, there is none`);
    return weight;
  };
}
