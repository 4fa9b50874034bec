export { UndecodableImageError } from "./errors.ts";
export { similarity } from "./similarity.ts";

import type { Face } from "./face.ts";

/** What an analysis should measure beyond box, landmarks, pose and quality. Both default to false. */
export interface Wants {
  attributes?: boolean;
  descriptors?: boolean;
}

export interface FaceEngine {
  /**
   * The faces of an encoded image (JPEG or PNG at least), largest first; none is an empty array.
   * Calls beyond the number of workers wait in a queue. The caller may reuse the bytes once it has answered.
   *
   * @throws UndecodableImageError when the bytes are no image, or one too large to decode safely
   */
  analyze(image: Uint8Array, wants?: Wants): Promise<Face[]>;
  /** Ends all workers; what is still running or queued rejects. */
  close(): Promise<void>;
  /** Changes whenever descriptors of the two versions may not be compared. */
  readonly version: string;
}

export interface EngineOptions {
  /** Where converted models are cached; made when absent. */
  modelDir: string;
  /** Images analysed at once, one thread each. Default: the number of cores. */
  workers?: number;
}

/** Converts the models if need be, starts the workers, and answers once all are ready. */
export async function openFaceEngine(_options: EngineOptions): Promise<FaceEngine> {
  throw new Error("not built yet");
}
