import * as ort from "onnxruntime-node";

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
