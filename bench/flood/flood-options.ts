import type { Ending } from "./state-machine.ts";

/** What comes, and how the services answer. */
export interface Flood {
  photos: number;
  /** Photos uploaded in a second. */
  arrivals: number;
  /** Rekognition's quota, calls per second of each operation. */
  quota: number;
  /** The quota from half of the photos on, if it is lowered. */
  loweredTo?: number;
  /** Seconds from then on in which every call is refused. */
  closedFor?: number;
  /** Share of all calls of all services that fail for no reason. */
  faults: number;
  /** Share of the events that come twice; every event comes up to two seconds late then. */
  duplicates: number;
  /** False: every event starts its execution at once, with the retries of before there was a queue. */
  admission: boolean;
  seed: number;
}

/** What became of it. */
export interface Outcome {
  seconds: number;
  /** What the quota allowed at best, for the calls that were accepted. */
  leastSeconds: number;
  endings: Record<Ending, number>;
  /** Records by outcome, and photos that have none, or have one that does not fit them. */
  records: Record<string, number>;
  wrong: number;
  /** Faces in the collection that no photo keeps, and faces kept that it does not have. */
  drift: number;
  paid: Record<string, number>;
  refused: number;
  lists: number;
  /** IndexFaces calls whose answer was lost: after these alone the collection may have to be listed. */
  lost: number;
  transitions: number;
  invocations: number;
  gbSeconds: number;
  requests: Record<string, number>;
  longestQueue: number;
}
