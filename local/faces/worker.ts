import { parentPort, workerData } from "node:worker_threads";
import sharp from "sharp";
import { analyze } from "./analyze.ts";
import { UndecodableImageError } from "./errors.ts";
import type { Face, Include } from "./face.ts";
import { type ModelSetup, openSessions } from "./sessions.ts";

export interface Job {
  image: Uint8Array;
  include: Include;
}

/** A worker first says that it is ready, then answers one job after the other. */
export type Reply = { ready: true } | { faces: Face[] } | { undecodable: string } | { failure: Error };

const port = parentPort!;
// One image at a time: the other cores have workers of their own.
sharp.concurrency(1);
sharp.cache(false);

const sessions = await openSessions(workerData as ModelSetup);
const reply = (message: Reply): void => port.postMessage(message);

port.on("message", async ({ image, include }: Job) => {
  try {
    reply({ faces: await analyze(sessions, image, include) });
  } catch (error) {
    // Structured cloning keeps the message of an error, but not its class.
    if (error instanceof UndecodableImageError) reply({ undecodable: error.message });
    else reply({ failure: error instanceof Error ? error : new Error(String(error)) });
  }
});
reply({ ready: true });
