import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { thousands } from "../../core/counted.ts";
import type { Target } from "../target/target.ts";
import { duration } from "../terminal/progress.ts";
import { Rate } from "../terminal/rate.ts";

/** Milliseconds between looks: SQS counts its messages hardly more often. */
const INTERVAL = 2000;

export interface QueueDepth {
  /** Photos that wait to be let in: the place of the last one; undefined where that cannot be known. */
  look(): Promise<number | undefined>;
  /** `4,990 in the queue, about 16 min 38 s`; empty when none waits. */
  note(): string;
}

/** How many photos wait, and how fast they are let in. */
export function queueDepth({ sqs, queueUrl }: Pick<Target, "sqs" | "queueUrl">): QueueDepth {
  const rate = new Rate();
  const started = Date.now();
  let lookedAt = 0;
  let depth: number | undefined;
  let letIn = 0;
  return {
    async look() {
      if (Date.now() - lookedAt < INTERVAL) return depth;
      lookedAt = Date.now();
      const before = depth;
      const AttributeNames = ["ApproximateNumberOfMessages" as const];
      // Without the right to ask the queue there is no estimate.
      const answer = await sqs
        .send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames }))
        .catch(() => undefined);
      const waiting = answer?.Attributes?.ApproximateNumberOfMessages;
      depth = waiting === undefined ? undefined : Number(waiting);
      letIn += Math.max(0, (before ?? 0) - (depth ?? 0));
      rate.add((lookedAt - started) / 1000, letIn);
      return depth;
    },
    note() {
      if (!depth) return "";
      const perSecond = rate.get();
      const estimate = perSecond === undefined ? "" : `, about ${duration(depth / perSecond)}`;
      return `${thousands(depth)} in the queue${estimate}`;
    },
  };
}
