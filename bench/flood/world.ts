import type { Face } from "@aws-sdk/client-rekognition";
import sharp from "sharp";
import { VirtualClock } from "./clock.ts";
import type { Flood } from "./flood-options.ts";
import { randomOf } from "./random.ts";
import { Quota } from "./rekognition.ts";
import type { Objects } from "./s3.ts";

export type World = Awaited<ReturnType<typeof createWorld>>;

/** What is there while a flood runs: the time, what the services hold, and what has been counted. */
export async function createWorld(flood: Flood) {
  const clock = new VirtualClock();
  const half: { at?: number } = {};
  const quota = new Quota(clock, () => {
    const { loweredTo = flood.quota, closedFor = 0 } = flood;
    if (half.at === undefined) return flood.quota;
    return clock.now() < half.at + closedFor * 1000 ? 0 : loweredTo;
  });
  return {
    flood,
    clock,
    random: randomOf(flood.seed),
    quota,
    /** Uploaded with something of its own behind it. Made before the clock runs, which does not wait for threads. */
    picture: await sharp({ create: { width: 96, height: 96, channels: 3, background: "#a86" } })
      .jpeg()
      .toBuffer(),
    /** When half of the photos had ended. */
    half,
    objects: new Map() as Objects,
    items: new Map<string, Record<string, unknown>>(),
    faces: new Map<string, Face>(),
    /** The queue, by the messages that wait in it. */
    queue: [] as string[],
    executions: new Map<string, Promise<void>>(),
    endings: { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0 },
    counts: {
      transitions: 0,
      invocations: 0,
      gbSeconds: 0,
      refused: 0,
      lists: 0,
      lost: 0,
      longestQueue: 0,
    },
    paid: { DetectFaces: 0, IndexFaces: 0 } as Record<string, number>,
    requests: { s3Put: 0, s3Get: 0, dynamodbWrite: 0, dynamodbRead: 0, sqs: 0 } as Record<string, number>,
  };
}
