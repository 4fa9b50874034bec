import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Weight } from "./graph.ts";

interface Entry {
  name: string;
  shape: number[];
  dtype: "float32" | "int32";
  quantization?: { dtype: "uint8"; scale: number; min: number } | { dtype: "float16" };
}

export interface WeightGroup {
  weights: Entry[];
}

const require = createRequire(import.meta.url);
/** Both MIT. Only what a package exports can be resolved: the models lie beside it. */
const FACE_API = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "model");
const HUMAN = join(dirname(require.resolve("@vladmandic/human")), "../models");

/** The two files a model consists of: weights, and what describes them (and, for a graph model, its graph). */
export interface ModelFiles {
  description: Buffer;
  data: Buffer;
}

export const readFaceApiFiles = (model: string): Promise<ModelFiles> =>
  readFiles(join(FACE_API, `${model}-weights_manifest.json`), join(FACE_API, `${model}.bin`));

export const readHumanFiles = (model: string): Promise<ModelFiles> =>
  readFiles(join(HUMAN, `${model}.json`), join(HUMAN, `${model}.bin`));

async function readFiles(description: string, data: string): Promise<ModelFiles> {
  const [first, second] = await Promise.all([readFile(description), readFile(data)]);
  return { description: first, data: second };
}

/** Weights by name, asked for one at a time. A name that is absent throws. */
export type Weights = (name: string) => Weight;

/**
 * Reads TensorFlow.js's weight format: entries follow each other in the data file, as float32, int32, float16 or
 * uint8; a uint8 q stands for q * scale + min.
 */
export function parseWeights(groups: readonly WeightGroup[], data: Buffer): Weights {
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const entry of groups.flatMap((group) => group.weights)) {
    const count = entry.shape.reduce((a, b) => a * b, 1);
    const { bytes, read } = formatOf(entry);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = read(data, offset + bytes * i);
    weights.set(entry.name, { shape: entry.shape, data: values });
    offset += bytes * count;
  }
  if (offset !== data.length) {
    throw new Error(`The weights should be ${offset} bytes by the manifest, the file has ${data.length}`);
  }
  return (name) => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`The model has no weight called ${name}`);
    return weight;
  };
}

function formatOf({ dtype, quantization }: Entry): {
  bytes: number;
  read(data: Buffer, at: number): number;
} {
  if (quantization?.dtype === "float16") return { bytes: 2, read: (data, at) => half(data.readUInt16LE(at)) };
  if (quantization) {
    const { scale, min } = quantization;
    return { bytes: 1, read: (data, at) => data.readUInt8(at) * scale + min };
  }
  if (dtype === "int32") return { bytes: 4, read: (data, at) => data.readInt32LE(at) };
  return { bytes: 4, read: (data, at) => data.readFloatLE(at) };
}

/** IEEE 754's 16-bit float: one bit of sign, five of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}
