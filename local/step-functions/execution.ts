import type { BlobRange } from "./blob-file.ts";

/** How an execution ended. */
export interface Ending {
  status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** JSON, when SUCCEEDED. */
  output?: string;
  error?: string;
  cause?: string;
}

export type ExecutionStatus = "RUNNING" | Ending["status"];

/** What is in memory of each execution, finished or not: small, for there may be hundreds of thousands. */
export interface Execution {
  name: string;
  status: ExecutionStatus;
  /** Milliseconds. */
  startedAt: number;
  endedAt?: number;
  /** JSON; only while it is RUNNING. */
  input?: string;
  /** Where its details are, once it has ended; of a redriven one that runs, those of the attempts before. */
  place?: BlobRange;
  redriveCount?: number;
  /** Milliseconds. */
  redrivenAt?: number;
}
