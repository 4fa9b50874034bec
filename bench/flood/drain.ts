import { admissionsPerSecond, BATCH_SIZE } from "../../core/admission.ts";
import {
  type AdmissionServices,
  handler as admit,
  type BatchResponse,
  type QueueEvent,
} from "../../functions/admit.ts";
import type { Services } from "../../functions/clients.ts";
import { RateLimiter } from "../../functions/rate-limiter.ts";
import { invoke } from "./invoke.ts";
import { standIn } from "./service.ts";
import { serviceOptions } from "./services.ts";
import type { World } from "./world.ts";

/** Milliseconds until a message that could not be started is seen again; all behind it wait as long. */
const VISIBILITY = 100_000;

/** Lambda's way of emptying a FIFO queue with one group: a batch at a time, the failed ones once more. */
export async function drain(
  world: World,
  { dynamodb }: Services,
  start: (name: string, input: string) => void,
  isOver: () => boolean,
): Promise<void> {
  const { flood, clock, random, queue, requests } = world;
  const perSecond = admissionsPerSecond(flood.quota);
  const admission: AdmissionServices = {
    stepFunctions: standIn<AdmissionServices["stepFunctions"]>(
      { StartExecution: ({ name, input }: { name: string; input: string }) => start(name, input) },
      { ...serviceOptions(world), attempts: 8 },
    ),
    dynamodb,
    settings: { stateMachineArn: "arn", table: "t", perSecond },
    rateLimiter: new RateLimiter(perSecond, clock.now()),
    started: new Set(),
    clock,
  };
  while (!isOver() || queue.length > 0) {
    await clock.sleep(20 + random() * 40);
    const batch = queue.slice(0, BATCH_SIZE);
    if (batch.length === 0) continue;
    requests.sqs! += 2;
    const event: QueueEvent = { Records: batch.map((body, i) => ({ messageId: `${i}`, body })) };
    const answer = await invokeAgain(world, () => admit(event, undefined, admission));
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));
    if (failed.size > 0) await clock.sleep(VISIBILITY);
    queue.splice(0, batch.length, ...batch.filter((_, i) => failed.has(i)));
  }
}

/** Lambda's poller itself calls again where Lambda failed, not the function. */
async function invokeAgain(world: World, run: () => Promise<BatchResponse>): Promise<BatchResponse> {
  for (;;) {
    try {
      return await invoke(world, "Admit", run);
    } catch {
      await world.clock.sleep(1000);
    }
  }
}
