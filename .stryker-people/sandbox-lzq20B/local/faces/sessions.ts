// @ts-nocheck
import * as ort from "onnxruntime-node";
import { MODEL_NAMES, type ModelName, type ModelPaths } from "./models/cache.ts";

export type Sessions = Record<ModelName, ort.InferenceSession>;

/** One thread each: two sessions side by side are faster than one with two threads. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
};

export async function openSessions(paths: ModelPaths): Promise<Sessions> {
  const sessions: Partial<Sessions> = {};
  for (const name of MODEL_NAMES) sessions[name] = await ort.InferenceSession.create(paths[name], OPTIONS);
  return sessions as Sessions;
}

/** Runs a model of one input; answers its outputs' numbers by name. */
export async function run(
  session: ort.InferenceSession,
  input: Float32Array | Uint8Array,
  dims: readonly number[],
): Promise<Record<string, Float32Array>> {
  const tensor =
    input instanceof Float32Array
      ? new ort.Tensor("float32", input, dims)
      : new ort.Tensor("uint8", input, dims);
  const outputs = await session.run({ [session.inputNames[0]!]: tensor });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name, value.data as Float32Array]),
  );
}

/** Runs a model over square chips of one size, all in one batch. */
export function runChips(
  session: ort.InferenceSession,
  chips: readonly Float32Array[],
  side: number,
): Promise<Record<string, Float32Array>> {
  const length = 3 * side * side;
  const batch = new Float32Array(chips.length * length);
  chips.forEach((chip, i) => {
    batch.set(chip, i * length);
  });
  return run(session, batch, [chips.length, 3, side, side]);
}
