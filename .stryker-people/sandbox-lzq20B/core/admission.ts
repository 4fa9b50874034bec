/**
 * Photos wait in a FIFO queue to be let into the pipeline. All are of one message group: they come out in order of
 * arrival, and one batch at a time, so that one function's pace is the pace of all.
 */
// @ts-nocheck

export const MESSAGE_GROUP = "photos";

/** Messages that the function is given at once; the most that a FIFO queue hands out. */
export const BATCH_SIZE = 10;

/**
 * Share of the quota that is let in. The rest is for retries and for other callers: without it the first refused call
 * would never be made good.
 */
const SHARE = 0.98;

/** Photos let in per second, of a quota of calls per second: a photo makes at most one call of each operation. */
export const admissionsPerSecond = (rekognitionRate: number) => rekognitionRate * SHARE;

/** The operations that cost money: a photo that is let in makes one call of each. */
export const PACED_OPERATIONS = ["DetectFaces", "IndexFaces"] as const;
export type PacedOperation = (typeof PACED_OPERATIONS)[number];

/** Key of the table's item in which the functions say how the calls went, to whom lets photos in. */
export const PACE_ITEM = "admission";

/** What has been counted ever since the table was made. */
export interface PaceItem {
  /** Calls that Rekognition refused because they came too fast. */
  RefusedCalls?: number;
  /** Calls of an operation beyond one for each photo: again after a fault, less those that photos did not need. */
  ExtraDetectFaces?: number;
  ExtraIndexFaces?: number;
}
