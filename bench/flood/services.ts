import type { Services } from "../../functions/clients.ts";
import { readSettings } from "../../functions/environment.ts";
import { tableOf } from "./dynamodb.ts";
import { collectionOf } from "./rekognition.ts";
import { bucketOf } from "./s3.ts";
import { type ServiceOptions, standIn } from "./service.ts";
import type { World } from "./world.ts";

export const BUCKET = "lookalike";

/** Milliseconds that an operation takes, least and most. Rekognition's are those of photos of some megabytes. */
const TAKES: Record<string, [number, number]> = {
  DetectFaces: [500, 1200],
  IndexFaces: [700, 1600],
  StartExecution: [30, 80],
};
const OTHERS: [number, number] = [5, 40];

/** How every service of the world takes its time and fails. */
export const serviceOptions = ({ clock, random, flood: { faults } }: World): ServiceOptions => ({
  clock,
  random,
  faults,
  takes: (name) => TAKES[name] ?? OTHERS,
  attempts: 2,
});

/** What the functions call, instead of AWS. Counts what AWS would charge for. */
export function createServices(world: World): Services {
  const { flood, objects, items, faces, quota, queue, counts, paid, requests } = world;
  const common = serviceOptions(world);
  const counting = (kinds: Record<string, string>) => (operation: string) => {
    const kind = kinds[operation];
    if (kind !== undefined) requests[kind] = (requests[kind] ?? 0) + 1;
  };
  return {
    s3: standIn(bucketOf(objects), {
      ...common,
      onCall: counting({ PutObject: "s3Put", CopyObject: "s3Put", GetObject: "s3Get", HeadObject: "s3Get" }),
    }),
    dynamodb: standIn(tableOf(items), {
      ...common,
      onCall: counting({
        Put: "dynamodbWrite",
        Update: "dynamodbWrite",
        Delete: "dynamodbWrite",
        Get: "dynamodbRead",
      }),
    }),
    rekognition: standIn(
      collectionOf(faces, (key) => objects.get(key)?.etag),
      {
        ...common,
        attempts: flood.admission ? 1 : 2,
        admit: quota.take,
        onCall(operation, outcome) {
          if (outcome === "refused") counts.refused++;
          else if (paid[operation] !== undefined) paid[operation]++;
          if (operation === "ListFaces") counts.lists++;
          if (operation === "IndexFaces" && outcome === "failed") counts.lost++;
        },
      },
    ),
    sqs: standIn(
      { SendMessage: ({ MessageBody }: { MessageBody: string }) => void queue.push(MessageBody) },
      common,
    ),
    settings: readSettings({ BUCKET, TABLE: "t", COLLECTION: "c", QUEUE_URL: "q", REJECTED: "move" }),
  };
}
