/**
 * Photos wait in a FIFO queue to be let into the pipeline. All are of one message group: they come out in order of
 * arrival, and one batch at a time, so that one function's pace is the pace of all.
 */
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

/** Key of the table's item that counts the calls that Rekognition refused: who lets photos in goes slower by them. */
export const REFUSED_ITEM = "admission";
