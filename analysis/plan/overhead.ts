/** What a photo costs beside calls, storage and functions. */
export interface Overhead {
  transitions: number;
  events: number;
  messages: number;
  logBytes: number;
  traces: number;
}

export function originalOverhead(photos: number): Overhead {
  // Start and end are counted as transitions too, as in AWS's own examples.
  return { transitions: photos * (3 + 2), events: photos, messages: 0, logBytes: 0, traces: 0 };
}

/** `changes`: objects written or deleted. The bucket sends EventBridge an event of each, whether a rule matches or not. */
export function ownOverhead(changes: number, photos: number, backfill: boolean): Overhead {
  return {
    // Four states whatever comes of it, with a Succeed state.
    transitions: photos * (4 + 2 + (backfill ? BACKFILL_TRANSITIONS : 0)),
    events: changes,
    messages: photos * (SQS_REQUESTS + (backfill ? BACKFILL_REQUESTS : 0)),
    logBytes: photos * (LOG_BYTES.functions + LOG_BYTES.stateMachine),
    traces: photos * TRACED,
  };
}

/** A photo is sent by EventBridge; taken and deleted ten at a time. */
const SQS_REQUESTS = 1.2;

/**
 * Of a backfill for each photo: ten share a child execution of five states, start and end; and while the queue is full,
 * two children look every 11 seconds, three states each time, in which 54 photos get through at the default rate.
 */
const BACKFILL_TRANSITIONS = (5 + 2) / 10 + (2 * 3) / 54;
const BACKFILL_REQUESTS = 2 / 10 + 2 / 54;

/** Bytes of a photo's lines: of the functions as a run counts them; of Step Functions some 20 events, estimated. */
export const LOG_BYTES = { functions: 2_000, stateMachine: 20 * 500 };

/** X-Ray's own rule: the first request of each second, and one in twenty of the others; at the default rate. */
const TRACED = 1 / 5 + 0.05;
