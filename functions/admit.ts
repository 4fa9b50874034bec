import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { CALL_COUNTS, type CallCounts } from "../core/admission.ts";
import { executionName } from "../core/execution-name.ts";
import { type AdmissionSettings, readAdmissionSettings } from "./environment.ts";
import { writeLine } from "./log.ts";
import { observe } from "./observe.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** The event that Lambda passes to a queue's function. */
export interface QueueEvent {
  Records: { messageId: string; body: string }[];
}

/** The messages that stay in the queue. */
export interface BatchResponse {
  batchItemFailures: { itemIdentifier: string }[];
}

export interface AdmissionServices {
  stepFunctions: Pick<SFNClient, "send">;
  dynamodb: Pick<DynamoDBDocumentClient, "send">;
  settings: AdmissionSettings;
  rateLimiter: RateLimiter;
  /** Executions that this process has started recently. */
  started: Set<string>;
  clock: { now(): number; sleep(milliseconds: number): Promise<unknown> };
  /** When the table was last asked how the calls went. */
  countsReadAt?: number;
}

let services: AdmissionServices | undefined;

/** Made once per process, at the first invocation: the pace goes on from one batch to the next. */
function defaultAdmission(): AdmissionServices {
  const settings = readAdmissionSettings();
  services ??= {
    // Many attempts: a start that fails goes back to the queue, which tries again only after a minute or more.
    stepFunctions: observe(new SFNClient({ maxAttempts: 8 }), "StepFunctions"),
    dynamodb: DynamoDBDocumentClient.from(observe(new DynamoDBClient({ maxAttempts: 8 }), "DynamoDB")),
    settings,
    started: new Set(),
    rateLimiter: new RateLimiter(settings.perSecond, Date.now()),
    clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
  };
  return services;
}

/** More than can come again at once: a batch whose answer was lost, or of which a part could not be started. */
const REMEMBERED = 1000;

/**
 * Lets photos into the pipeline: starts an execution for each message, evenly spaced. A message that is not about a
 * photo is started too, and recorded by the state machine. A message that comes twice starts one execution.
 */
export async function handler(
  { Records }: QueueEvent,
  _context?: unknown,
  services: AdmissionServices = defaultAdmission(),
): Promise<BatchResponse> {
  const { rateLimiter, clock, started } = services;
  if (started.size > REMEMBERED) started.clear();
  const starts: Promise<boolean>[] = [];
  for (const { body } of Records) {
    const isKnown = started.has(executionName(body));
    if (!isKnown) {
      await readCallCounts(services);
      await clock.sleep(rateLimiter.take(clock.now()));
    }
    // Not waited for: an answer takes longer than the interval of a fast pace.
    starts.push(isKnown ? Promise.resolve(true) : start(services, body));
  }
  const isStarted = await Promise.all(starts);
  const failed = Records.filter((_, i) => !isStarted[i]);
  writeLine("INFO", { state: "Admit", started: Records.length - failed.length, failed: failed.length });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** A batch can take many seconds: a refusal during it must slow it down. */
export const READ_COUNTS_EVERY_MS = 2000;

/** Slows the pace where Rekognition has refused a call recently, or was called more than once for a photo. */
async function readCallCounts(services: AdmissionServices): Promise<void> {
  const { dynamodb, settings, rateLimiter, clock, countsReadAt = Number.NEGATIVE_INFINITY } = services;
  if (clock.now() - countsReadAt < READ_COUNTS_EVERY_MS) return;
  services.countsReadAt = clock.now();
  const note = new GetCommand({ TableName: settings.table, Key: { Etag: CALL_COUNTS } });
  const { Item } = await dynamodb.send(note);
  const { RefusedCalls = 0, ExtraDetectFaces = 0, ExtraIndexFaces = 0 } = (Item ?? {}) as CallCounts;
  rateLimiter.slowDown(RefusedCalls);
  rateLimiter.countExtra("DetectFaces", ExtraDetectFaces);
  rateLimiter.countExtra("IndexFaces", ExtraIndexFaces);
}

/** False if it is worth another try. */
async function start(
  { stepFunctions, settings, started }: AdmissionServices,
  body: string,
): Promise<boolean> {
  const { stateMachineArn } = settings;
  const name = executionName(body);
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: inputOf(body) }));
  } catch (error) {
    // Such an execution was started when the message came the first time, and has ended.
    if (!(error instanceof ExecutionAlreadyExists)) {
      const { name: reason, message } = error as Error;
      writeLine("ERROR", { state: "Admit", error: reason, message });
      return false;
    }
  }
  started.add(name);
  return true;
}

/** Step Functions takes JSON only. Other text is wrapped, so that it does not block the photos behind it. */
function inputOf(body: string): string {
  try {
    JSON.parse(body);
    return body;
  } catch {
    return JSON.stringify({ malformed: body.slice(0, 1000) });
  }
}
