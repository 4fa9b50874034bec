import { queueArn } from "../common/names.ts";
import { inRole } from "../iam/caller.ts";
import type { Queue } from "../sqs/queue.ts";
import type { Delivery } from "./rules.ts";

/**
 * Hands an event to a rule's target, which in the local AWS is the queue before the pipeline.
 *
 * @throws Error when the queue's policy denies it to EventBridge, or the target is no queue of the local AWS
 */
export async function deliver(
  queue: Queue,
  { target, role, rule, input, properties }: Delivery,
): Promise<void> {
  if (target !== queueArn())
    throw new Error(
      `The rule's target is ${target}; the local AWS delivers to ${queueArn()} only. Change it in infra/.`,
    );
  const permission = { action: "sqs:SendMessage", resource: target, context: { "aws:SourceArn": rule } };
  const denial = inRole(role, "rule").denial(permission);
  if (denial !== undefined) throw new Error(denial);
  const { MessageGroupId } = properties.SqsParameters as { MessageGroupId: string };
  await queue.send(JSON.stringify(input), MessageGroupId);
}
