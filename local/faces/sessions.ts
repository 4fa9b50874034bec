import * as ort from "onnxruntime-node";
import { ensureModels, MODEL_NAMES, type ModelName } from "./models/cache.ts";
import type { NetworkFile } from "./network/network-file.ts";
import { type OwnNetwork, openOwnNetwork } from "./network/own-network.ts";

/** What a worker opens. */
export interface ModelSetup {
  /** Where converted models are cached; made when absent. */
  modelDir: string;
  /** Describes faces in place of the engine's own network. */
  network?: NetworkFile | undefined;
}

export type Sessions = Record<ModelName, ort.InferenceSession> & { ownNetwork?: OwnNetwork };

/** One thread each: two sessions side by side are faster than one with two threads. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
};

/** Converts the models if need be: seconds in which its thread does nothing else. */
export async function openSessions({ modelDir, network }: ModelSetup): Promise<Sessions> {
  const paths = await ensureModels(modelDir);
  const sessions: Partial<Sessions> = {};
  for (const name of MODEL_NAMES) sessions[name] = await ort.InferenceSession.create(paths[name], OPTIONS);
  if (network) sessions.ownNetwork = await openOwnNetwork(network);
  return sessions as Sessions;
}
