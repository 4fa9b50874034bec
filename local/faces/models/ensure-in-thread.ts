import { Worker } from "node:worker_threads";
import type { ModelPaths } from "./cache.ts";

const ENTRY = new URL("./ensure-entry.mjs", import.meta.url);

/** `ensureModels` in a thread of its own: converting takes seconds, in which this one has others to answer. */
export function ensureModelsInThread(modelDir: string): Promise<ModelPaths> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ENTRY, { workerData: modelDir, execArgv: [] });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) =>
      reject(new Error(`the thread that converts the models ended with code ${code}`)),
    );
  });
}
