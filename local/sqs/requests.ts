import { QUEUE, queueArn } from "../common/names.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { Queue } from "./queue.ts";

export interface SqsService {
  /** By name. */
  queues: ReadonlyMap<string, Queue>;
  /** Milliseconds that a message handed out stays unseen. */
  visibility: number;
  maxReceives: number;
  deadLetters: string;
  /** Milliseconds. */
  createdAt: number;
  endpoint(): string;
  signal: AbortSignal;
}

/** The request's fields, unread. */
export type Fields = Readonly<Record<string, unknown>>;

/** SQS takes no longer message, bytes. */
const MAX_BODY_BYTES = 1_048_576;

export function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AwsError("MissingParameter", `The request must contain the parameter ${name}.`);
}

export function wholeNumber(
  fields: Fields,
  name: string,
  from: number,
  to: number,
  byDefault: number,
): number {
  const value = fields[name] ?? byDefault;
  if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to) return value;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: Must be between ${from} and ${to}, if provided.`,
  );
}

export function list(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) {
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (value.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${value.length}.`,
    );
  }
  return value as Fields[];
}

/** The queue of a `QueueUrl`, with its name. */
export function findQueue({ queues }: SqsService, fields: Fields): { name: string; queue: Queue } {
  return byName(queues, text(fields, "QueueUrl").split("/").at(-1) ?? "");
}

export function byName(queues: SqsService["queues"], name: string): { name: string; queue: Queue } {
  const queue = queues.get(name);
  if (queue) return { name, queue };
  throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function body(fields: Fields): string {
  const message = text(fields, "MessageBody");
  if (Buffer.byteLength(message) <= MAX_BODY_BYTES) return message;
  throw new AwsError(
    "InvalidParameterValue",
    `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BODY_BYTES} bytes.`,
  );
}

/** The attributes that a queue of the deployment has too. */
export function attributesOf(service: SqsService, name: string, queue: Queue): Record<string, string> {
  const { waiting, handedOut } = queue.counts;
  const createdAt = String(Math.floor(service.createdAt / 1000));
  return {
    QueueArn: queueArn(name),
    ApproximateNumberOfMessages: String(waiting),
    ApproximateNumberOfMessagesNotVisible: String(handedOut),
    ApproximateNumberOfMessagesDelayed: "0",
    CreatedTimestamp: createdAt,
    LastModifiedTimestamp: createdAt,
    VisibilityTimeout: String(service.visibility / 1000),
    MaximumMessageSize: String(MAX_BODY_BYTES),
    MessageRetentionPeriod: "1209600",
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
    FifoQueue: "true",
    ContentBasedDeduplication: String(name === QUEUE),
    ...(name === QUEUE && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: queueArn(service.deadLetters),
        maxReceiveCount: service.maxReceives,
      }),
    }),
  };
}
