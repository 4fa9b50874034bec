import { setTimeout as sleep } from "node:timers/promises";
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { executionName } from "../core/execution-name.ts";
import { type AdmissionSettings, readAdmissionSettings } from "./environment.ts";
import { Pace } from "./pace.ts";

/** What Lambda hands over of a queue. */
export interface QueueEvent {
  Records: { messageId: string; body: string }[];
}

/** The messages that stay in the queue. */
export interface BatchResponse {
  batchItemFailures: { itemIdentifier: string }[];
}

export interface AdmissionServices {
  stepFunctions: Pick<SFNClient, "send">;
  settings: AdmissionSettings;
  pace: Pace;
  clock: { now(): number; sleep(milliseconds: number): Promise<unknown> };
}

let services: AdmissionServices | undefined;

/** Made once per process, at the first invocation: the pace goes on from one batch to the next. */
function defaultAdmission(): AdmissionServices {
  const settings = readAdmissionSettings();
  services ??= {
    // Nothing but this function stands between a throttled start and the queue's slow way of trying again.
    stepFunctions: new SFNClient({ maxAttempts: 5 }),
    settings,
    pace: new Pace(settings.perSecond, Date.now()),
    clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
  };
  return services;
}

/**
 * Lets photos into the pipeline: starts an execution for each message, evenly spaced. It judges none of them: what is
 * no photo's event is for the state machine to record. A message that comes again starts nothing again.
 */
export async function handler(
  { Records }: QueueEvent,
  _context?: unknown,
  { stepFunctions, settings, pace, clock }: AdmissionServices = defaultAdmission(),
): Promise<BatchResponse> {
  const starts: Promise<boolean>[] = [];
  for (const { body } of Records) {
    await clock.sleep(pace.take(clock.now()));
    // Not waited for: an answer takes longer than the interval of a fast pace.
    starts.push(start(stepFunctions, settings.stateMachineArn, body));
  }
  const started = await Promise.all(starts);
  const failed = Records.filter((_, i) => !started[i]);
  console.log(
    JSON.stringify({ state: "Admit", started: Records.length - failed.length, failed: failed.length }),
  );
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function start(
  stepFunctions: AdmissionServices["stepFunctions"],
  stateMachineArn: string,
  body: string,
): Promise<boolean> {
  try {
    const [name, input] = [executionName(body), inputOf(body)];
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return true;
  } catch (error) {
    // Started when the message came before, and ended by now.
    if (error instanceof ExecutionAlreadyExists) return true;
    const { name, message } = error as Error;
    console.error(JSON.stringify({ state: "Admit", error: name, message }));
    return false;
  }
}

/** Step Functions takes JSON only. What is none must not hold up the photos behind it for ever. */
function inputOf(body: string): string {
  try {
    JSON.parse(body);
    return body;
  } catch {
    return JSON.stringify({ malformed: body.slice(0, 1000) });
  }
}
