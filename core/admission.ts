/**
 * Photos wait in a FIFO queue to be let into the pipeline. All are of one message group: they come out in order of
 * arrival, and one batch at a time, so that one function's pace is the pace of all.
 */
export const MESSAGE_GROUP = "photos";

/** Messages that the function is given at once; the most that a FIFO queue hands out. */
export const BATCH_SIZE = 10;

/**
 * Share of the quota that photos may use. The rest is for retries and other callers: at the full quota one refused
 * call could never be caught up with.
 */
const SHARE = 0.99;

/** Photos let in per second, of a quota of calls per second: a photo makes at most one call of each operation. */
export const admissionsPerSecond = (rekognitionRate: number) => rekognitionRate * SHARE;

/** The operations that cost money: a photo that is let in makes one call of each. */
export const RATE_LIMITED_OPERATIONS = ["DetectFaces", "IndexFaces"] as const;
export type RateLimitedOperation = (typeof RATE_LIMITED_OPERATIONS)[number];

/** Key of the table's item where the functions count how their calls went; Admit reads it. */
export const CALL_COUNTS = "admission";

/** What has been counted ever since the table was made. */
export interface CallCounts {
  /** Calls that Rekognition refused because they came too fast. */
  RefusedCalls?: number;
  /** Calls beyond one per photo: repeats after a fault, minus calls that photos turned out not to need. */
  ExtraDetectFaces?: number;
  ExtraIndexFaces?: number;
}
