import { randomUUID } from "node:crypto";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import pMap from "p-map";
import { objectCreated } from "../../core/photo-event.ts";
import { sendPhoto, untilEnded } from "../queue/send-photo.ts";
import type { Target } from "../target/target.ts";
import { listObjects } from "./objects.ts";

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

/** Photos that wait in the queue or are under way at once. */
const AT_ONCE = 32;

/**
 * The same where there is no Distributed Map: every object goes where the uploads wait, a few at a time, so that an
 * upload does not wait for all of them. Waits for their executions; ends early, with what has ended so far, when
 * `signal` says so.
 */
export async function runEach(
  target: Pick<Target, "s3" | "sqs" | "stepFunctions" | "stateMachineArn" | "queueUrl">,
  { bucket, prefix }: Source,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<Counts> {
  const id = `backfill-${randomUUID()}`;
  const counts: Counts = { succeeded: 0, failed: 0 };
  for await (const objects of listObjects(target.s3, bucket, prefix)) {
    await pMap(
      objects,
      async ({ key, etag, bytes }) => {
        if (signal?.aborted) return;
        const executionArn = await sendPhoto(target, {
          id,
          ...objectCreated({ bucket, key, etag, size: bytes }),
        });
        const status = await untilEnded(target, executionArn, signal);
        if (status === "RUNNING") return;
        counts[status === "SUCCEEDED" ? "succeeded" : "failed"]++;
        onProgress?.(counts.succeeded + counts.failed);
      },
      { concurrency: AT_ONCE },
    );
  }
  return counts;
}
