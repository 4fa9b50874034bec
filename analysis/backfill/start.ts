import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import pMap from "p-map";
import type { Target } from "../target/target.ts";
import { eventOf, listObjects } from "./objects.ts";

export interface Source {
  bucket: string;
  prefix: string;
}

/** Starts the Distributed Map that was deployed; returns its execution's ARN. */
export async function startDistributedMap(
  { stepFunctions }: Pick<Target, "stepFunctions">,
  stateMachineArn: string,
  source: Source,
): Promise<string> {
  const input = JSON.stringify(source);
  const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  return executionArn!;
}

export interface Counts {
  succeeded: number;
  failed: number;
}

/** Executions that wait at once, here and in the region's queue. */
const AT_ONCE = 32;
const INTERVAL_MS = 200;

/**
 * The same where there is no Distributed Map: one execution of the pipeline per object, and waits for them. Ends
 * early, with what has ended so far, when `signal` says so.
 */
export async function runEach(
  target: Pick<Target, "s3" | "stepFunctions" | "stateMachineArn">,
  { bucket, prefix }: Source,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<Counts> {
  const { stepFunctions, stateMachineArn } = target;
  const counts: Counts = { succeeded: 0, failed: 0 };
  for await (const objects of listObjects(target.s3, bucket, prefix)) {
    await pMap(
      objects,
      async (object) => {
        if (signal?.aborted) return;
        const input = JSON.stringify(eventOf(bucket, object));
        const { executionArn } = await stepFunctions.send(
          new StartExecutionCommand({ stateMachineArn, input }),
        );
        const status = await ended(target, executionArn!, signal);
        if (status === "RUNNING") return;
        counts[status === "SUCCEEDED" ? "succeeded" : "failed"]++;
        onProgress?.(counts.succeeded + counts.failed);
      },
      { concurrency: AT_ONCE },
    );
  }
  return counts;
}

/** How the execution ended; `RUNNING` when `signal` ended the wait. */
async function ended(
  { stepFunctions }: Pick<Target, "stepFunctions">,
  executionArn: string,
  signal?: AbortSignal,
): Promise<string> {
  for (;;) {
    const { status = "RUNNING" } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING" || signal?.aborted) return status;
    await sleep(INTERVAL_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
