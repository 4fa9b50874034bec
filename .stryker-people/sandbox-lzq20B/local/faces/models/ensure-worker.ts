// @ts-nocheck
import { parentPort, workerData } from "node:worker_threads";
import { ensureModels } from "./cache.ts";

parentPort!.postMessage(await ensureModels(workerData as string));
