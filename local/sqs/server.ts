import { join } from "node:path";
import { DEAD_LETTERS, QUEUE } from "../common/names.ts";
import { jsonService, operationsOn } from "../gateway/json-service.ts";
import type { Handler } from "../gateway/server.ts";
import { OPERATIONS } from "./operations.ts";
import { Queue } from "./queue.ts";
import type { SqsService } from "./requests.ts";
import { sqsPermissions } from "./required-permissions.ts";

export interface Sqs {
  handle: Handler;
  /** Where photos wait to be let in. */
  queue: Queue;
  close(): Promise<void>;
}

export interface SqsOptions {
  /** Folder that keeps the queues. */
  root: string;
  endpoint(): string;
  log(line: string): void;
}

/** Shorter than on AWS, where a function may hang unnoticed: here its end is always noticed. */
const VISIBILITY_MS = 30_000;
const MAX_RECEIVES = 100;

/** SQS with the two queues of the deployment: the one before the state machine, and its dead letters. */
export async function openSqs({ root, endpoint, log }: SqsOptions): Promise<Sqs> {
  const deadLetters = await Queue.open({ root: join(root, DEAD_LETTERS), visibility: VISIBILITY_MS });
  const queue = await Queue.open({
    root: join(root, QUEUE),
    visibility: VISIBILITY_MS,
    maxReceives: MAX_RECEIVES,
    onDead: ({ id, body, group }) => {
      log(`Could not be let in ${MAX_RECEIVES} times: a message is among the dead letters now`);
      return deadLetters.send(body, group, id);
    },
  });
  const closing = new AbortController();
  const service: SqsService = {
    queues: new Map([
      [QUEUE, queue],
      [DEAD_LETTERS, deadLetters],
    ]),
    visibility: VISIBILITY_MS,
    maxReceives: MAX_RECEIVES,
    deadLetters: DEAD_LETTERS,
    createdAt: Date.now(),
    endpoint,
    signal: closing.signal,
  };
  return {
    handle: jsonService({
      version: "1.0",
      operations: operationsOn(service, OPERATIONS),
      permissions: sqsPermissions,
      log,
    }),
    queue,
    async close() {
      closing.abort();
      await queue.close();
      await deadLetters.close();
    },
  };
}
