export { UndecodableImageError } from "./errors.ts";
export { similarity } from "./similarity.ts";

import { availableParallelism } from "node:os";
import type { Face, Include } from "./face.ts";
import { WorkerPool } from "./pool.ts";
import type { ModelSetup } from "./sessions.ts";

export interface FaceEngine {
  /**
   * The faces of an encoded image (JPEG or PNG at least), largest first; none is an empty array.
   * Calls beyond the number of workers wait in a queue. The caller may reuse the bytes once it has answered.
   *
   * @throws UndecodableImageError when the bytes are no image, or one too large to decode safely
   */
  analyze(image: Uint8Array, include?: Include): Promise<Face[]>;
  /** Ends all workers; what is still running or queued rejects. */
  close(): Promise<void>;
  /** Changes whenever descriptors of the two versions may not be compared. */
  readonly version: string;
}

/** Raise it with every change that moves descriptors or their similarity: models, alignment, averaging, fit. */
export const ENGINE_VERSION = "lookalike-2";

export interface EngineOptions extends ModelSetup {
  /** Images analysed at once, one thread each. Default: the number of cores. */
  workers?: number;
}

/** Converts the models if need be, and answers once a worker is ready. */
export async function openFaceEngine({ workers, ...setup }: EngineOptions): Promise<FaceEngine> {
  const { network } = setup;
  const pool = await WorkerPool.open(setup, workers ?? availableParallelism());
  return {
    version: network?.version ?? ENGINE_VERSION,
    analyze: (image, include = {}) => pool.run(image, include),
    close: () => pool.close(),
  };
}
