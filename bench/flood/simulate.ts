import { readFileSync } from "node:fs";
import type { Face } from "@aws-sdk/client-rekognition";
import { ExecutionAlreadyExists } from "@aws-sdk/client-sfn";
import sharp from "sharp";
import { admissionsPerSecond, BATCH_SIZE } from "../../core/admission.ts";
import { executionName } from "../../core/execution-name.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import {
  type AdmissionServices,
  handler as admit,
  type BatchResponse,
  type QueueEvent,
} from "../../functions/admit.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { readSettings } from "../../functions/environment.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { output } from "../../functions/log.ts";
import { Pace } from "../../functions/pace.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { VirtualClock } from "./clock.ts";
import { tableOf } from "./dynamodb.ts";
import { randomOf } from "./random.ts";
import { collectionOf, isKept, Quota } from "./rekognition.ts";
import { bucketOf, type Objects, storedObject } from "./s3.ts";
import { type ServiceOptions, serviceError, standIn } from "./service.ts";
import { type Ending, execute, type StateMachine, type Walk } from "./state-machine.ts";

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

/** Milliseconds that an operation takes, least and most. Rekognition's are those of photos of some megabytes. */
const TAKES: Record<string, [number, number]> = {
  DetectFaces: [500, 1200],
  IndexFaces: [700, 1600],
  StartExecution: [30, 80],
};
const OTHERS: [number, number] = [5, 40];

const MEMORY_GB: Record<string, number> = {
  DetectFaces: 0.5,
  AddToCollection: 0.5,
  Thumbnail: 1.73,
  ErrorDetected: 0.25,
  Admit: 0.125,
};

const HANDLERS = {
  DetectFaces: detectFaces,
  AddToCollection: addToCollection,
  Thumbnail: thumbnail,
  ErrorDetected: errorDetected,
};

/** The retries that there were before: eight, a minute apart at most. */
const FORMER_RETRIES = { IntervalSeconds: 1, MaxDelaySeconds: 60, MaxAttempts: 8 };

/** Milliseconds until a message that could not be started is seen again; all behind it wait as long. */
const VISIBILITY = 100_000;

const BUCKET = "lookalike";

/** Uploads photos by a virtual clock, and sees what becomes of each: the real functions, and the real state machine. */
export async function simulate(flood: Flood): Promise<Outcome> {
  const clock = new VirtualClock();
  const random = randomOf(flood.seed);
  const { write } = output;
  output.write = () => {};
  const { random: realRandom } = Math;
  Math.random = random;
  try {
    const world = await createWorld(flood, clock, random);
    await clock.run(world.run());
    return world.outcome();
  } finally {
    output.write = write;
    Math.random = realRandom;
  }
}

async function createWorld(flood: Flood, clock: VirtualClock, random: () => number) {
  const { photos, arrivals, faults, duplicates, admission } = flood;
  const objects: Objects = new Map();
  const items = new Map<string, Record<string, unknown>>();
  const faces = new Map<string, Face>();
  const picture = await sharp({ create: { width: 96, height: 96, channels: 3, background: "#a86" } })
    .jpeg()
    .toBuffer();

  let arrived = 0;
  let halfAt: number | undefined;
  const quota = new Quota(clock, () => {
    const { loweredTo = flood.quota, closedFor = 0 } = flood;
    if (halfAt === undefined) return flood.quota;
    return clock.now() < halfAt + closedFor * 1000 ? 0 : loweredTo;
  });
  const endings = { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, total: 0 };
  const counts = {
    transitions: 0,
    invocations: 0,
    gbSeconds: 0,
    refused: 0,
    lists: 0,
    lost: 0,
    longestQueue: 0,
  };
  const paid: Record<string, number> = { DetectFaces: 0, IndexFaces: 0 };
  const requests: Record<string, number> = { s3Put: 0, s3Get: 0, dynamodbWrite: 0, dynamodbRead: 0, sqs: 0 };

  const common: ServiceOptions = {
    clock,
    random,
    faults,
    takes: (name) => TAKES[name] ?? OTHERS,
    attempts: 2,
  };
  const counting = (kinds: Record<string, string>) => (operation: string) => {
    const kind = kinds[operation];
    if (kind !== undefined) requests[kind] = (requests[kind] ?? 0) + 1;
  };
  const services: Services = {
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
        attempts: admission ? 1 : 2,
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

  /** A function's run; the invocation itself may fail, before it or after it. */
  async function invoke<T>(name: string, run: () => Promise<T>): Promise<T> {
    const started = clock.now();
    counts.invocations++;
    await clock.sleep(10 + random() * 30);
    const fault = random() < faults;
    try {
      if (fault && random() < 0.5) throw serviceError("Lambda.ServiceException", 500);
      const answer = await run();
      if (fault) throw serviceError("Lambda.ServiceException", 500);
      return answer;
    } finally {
      counts.gbSeconds += ((clock.now() - started) / 1000) * MEMORY_GB[name]!;
    }
  }

  const machine = readMachine(admission);
  const walk: Walk = {
    clock,
    random,
    onTransition: () => counts.transitions++,
    invoke: (resource, input) => {
      const name = resource.slice("${".length, -"Arn}".length) as keyof typeof HANDLERS;
      return invoke(name, () => HANDLERS[name](input as never, undefined, services) as Promise<unknown>);
    },
  };
  const executions = new Map<string, Promise<void>>();
  const start = (name: string, input: string) => {
    if (executions.has(name)) {
      throw new ExecutionAlreadyExists({ message: name, $metadata: { httpStatusCode: 400 } });
    }
    // Start and end are billed as transitions too.
    counts.transitions += 2;
    const ended = execute(machine, `arn:execution:${name}`, JSON.parse(input), walk).then((ending) => {
      endings[ending]++;
      endings.total++;
      if (endings.total >= photos / 2) halfAt ??= clock.now();
    });
    executions.set(name, ended);
  };

  /** The queue, by the messages that wait in it. */
  const queue: string[] = [];
  const stepFunctions = standIn<AdmissionServices["stepFunctions"]>(
    { StartExecution: ({ name, input }: { name: string; input: string }) => start(name, input) },
    { ...common, attempts: 8 },
  );
  const perSecond = admissionsPerSecond(flood.quota);
  const admissionServices: AdmissionServices = {
    stepFunctions,
    dynamodb: services.dynamodb,
    settings: { stateMachineArn: "arn", table: "t", perSecond },
    pace: new Pace(perSecond, clock.now()),
    started: new Set(),
    clock,
  };

  /** Lambda's way of emptying a FIFO queue with one group: a batch at a time, the failed ones once more. */
  async function drain(isOver: () => boolean): Promise<void> {
    while (!isOver() || queue.length > 0) {
      await clock.sleep(20 + random() * 40);
      const batch = queue.slice(0, BATCH_SIZE);
      if (batch.length === 0) continue;
      requests.sqs! += 2;
      const event: QueueEvent = { Records: batch.map((body, i) => ({ messageId: `${i}`, body })) };
      const answer = await invokeAgain(() => admit(event, undefined, admissionServices));
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));
      if (failed.size > 0) await clock.sleep(VISIBILITY);
      queue.splice(0, batch.length, ...batch.filter((_, i) => failed.has(i)));
    }
  }

  /** Lambda's poller itself calls again where Lambda failed, not the function. */
  async function invokeAgain(run: () => Promise<BatchResponse>): Promise<BatchResponse> {
    for (;;) {
      try {
        return await invoke("Admit", run);
      } catch {
        await clock.sleep(1000);
      }
    }
  }

  async function arrive(): Promise<void> {
    const late: Promise<void>[] = [];
    const deliver = (body: string) => {
      if (admission) {
        queue.push(body);
        requests.sqs!++;
        counts.longestQueue = Math.max(counts.longestQueue, queue.length);
      } else if (!executions.has(executionName(body))) start(executionName(body), body);
    };
    for (let i = 0; i < photos; i++) {
      const key = `uploads/photo-${i}.jpg`;
      const object = storedObject(Buffer.concat([picture, Buffer.from(`photo ${i}`)]));
      objects.set(key, object);
      requests.s3Put!++;
      arrived++;
      const body = (id: string) =>
        JSON.stringify({
          id,
          detail: {
            bucket: { name: BUCKET },
            object: { key, etag: object.etag, size: object.body.length, sequencer: `${i}` },
          },
        });
      const deliveries = [body(`event-${i}`)];
      if (random() < duplicates) {
        deliveries.push(body(`event-${i}-again`));
        // S3 itself may tell of a write twice, in different words: then it starts an execution of its own.
        if (random() < 0.5)
          deliveries.push(body(`event-${i}`).replace(`"sequencer":"${i}"`, `"sequencer":"${i}-b"`));
      }
      for (const delivery of deliveries) {
        if (duplicates === 0) deliver(delivery);
        else late.push(clock.sleep(random() * 2000).then(() => deliver(delivery)));
      }
      await clock.sleep(1000 / arrivals);
    }
    await Promise.all(late);
  }

  let started = 0;
  let ended = 0;
  return {
    async run(): Promise<void> {
      started = clock.now();
      let isOver = false;
      const arriving = arrive().then(() => {
        isOver = true;
      });
      await Promise.all([arriving, admission ? drain(() => isOver) : arriving]);
      for (let seen = 0; seen < executions.size; ) {
        seen = executions.size;
        await Promise.all(executions.values());
      }
      ended = clock.now();
    },
    outcome(): Outcome {
      const { total: _, ...byEnding } = endings;
      return {
        ...counts,
        paid,
        requests,
        endings: byEnding,
        seconds: (ended - started) / 1000,
        leastSeconds: quota.leastSeconds() + (flood.closedFor ?? 0),
        ...audit(),
      };
    },
  };

  /** What the photos' records, and the collection, are like in the end. */
  function audit() {
    const records: Record<string, number> = {};
    const kept = new Set<string>();
    let wrong = 0;
    for (let i = 0; i < arrived; i++) {
      const document = objects.get(`photos/photo-${i}.json`);
      const record = document && (JSON.parse(document.body.toString()) as PhotoRecord);
      const outcome = record?.outcome ?? "none";
      records[outcome] = (records[outcome] ?? 0) + 1;
      if (record === undefined || (record.outcome === "DONE") !== isKept(record.etag)) wrong++;
      const faces = objects.get(`keep-faces/photo-${i}.json`);
      for (const { FaceId } of faces ? (JSON.parse(faces.body.toString()) as Face[]) : []) kept.add(FaceId!);
    }
    const orphans = [...faces.keys()].filter((id) => !kept.has(id)).length;
    const missing = [...kept].filter((id) => !faces.has(id)).length;
    return { records, wrong, drift: orphans + missing };
  }
}

function readMachine(admission: boolean): StateMachine {
  const text = readFileSync(new URL("../../infra/face-pipeline.asl.json", import.meta.url), "utf8");
  const machine = JSON.parse(text) as StateMachine;
  if (admission) return machine;
  for (const { Retry = [] } of Object.values(machine.States)) {
    for (const retrier of Retry) Object.assign(retrier, FORMER_RETRIES);
  }
  return { ...machine, TimeoutSeconds: 7200 };
}
