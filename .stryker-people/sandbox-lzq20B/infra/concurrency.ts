/** A photo keeps its place for about this long: two calls to Rekognition of a second each, and the rest around them. */
// @ts-nocheck

const SECONDS_PER_PHOTO = 3;

/**
 * How many photos may be under way at once without outrunning the account's quota (calls per second), by Little's law.
 * What comes faster all the same is throttled by Rekognition and retried.
 */
export const concurrencyOf = (callsPerSecond: number) =>
  Math.max(1, Math.round(callsPerSecond * SECONDS_PER_PHOTO));
