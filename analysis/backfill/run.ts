import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { counted, thousands } from "../../core/counted.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command-error.ts";
import { untilInterrupted } from "../terminal/interrupt.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Source } from "./source.ts";
import { untilProcessed, untilSent } from "./wait.ts";

/**
 * Starts a backfill. On the laptop it is followed to its end, with a bar: the local AWS may end with this command.
 *
 * @returns exit status: 1 where photos failed
 */
export async function runBackfill(target: Target, source: Source, photos: number): Promise<number> {
  const { backfillStateMachineArn } = target;
  if (backfillStateMachineArn === undefined) {
    throw new CommandError("This deployment has no backfill. Deploy again.");
  }
  const { executionArn } = await target.stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn: backfillStateMachineArn,
      input: JSON.stringify(source),
    }),
  );
  const arn = executionArn!;
  if (target.kind === "aws") {
    console.log(`Started ${arn}\nIts progress: aws stepfunctions list-map-runs --execution-arn ${arn}`);
    return 0;
  }
  return await untilInterrupted((signal) => follow(target, arn, photos, signal));
}

async function follow(target: Target, arn: string, photos: number, signal: AbortSignal): Promise<number> {
  const sending = startProgress("send", photos);
  const { status, output, error, cause } = await untilSent(target, arn, {
    signal,
    onProgress: sending.update,
  });
  sending.end();
  if (output === undefined) {
    if (status !== "RUNNING")
      throw new CommandError(
        `The backfill ended ${status}: ${error}: ${cause}. Run the same command again once that is corrected.`,
      );
    console.error(`${counted(photos, "photo")}: still being sent. ${GOES_ON}`);
    return 0;
  }
  const processing = startProgress("backfill", photos);
  const { succeeded, failed } = await untilProcessed(target, output, {
    signal: target.failure ? AbortSignal.any([signal, target.failure]) : signal,
    onProgress: processing.update,
  });
  target.failure?.throwIfAborted();
  const left = photos - succeeded - failed;
  const parts = [`${thousands(succeeded)} done`, `${thousands(failed)} failed`];
  if (left > 0) parts.push(`${left} still processing. ${GOES_ON}`);
  processing.end(`${counted(photos, "photo")}: ${parts.join(", ")}`);
  return failed > 0 ? 1 : 0;
}

const GOES_ON = "It goes on as soon as the local AWS runs again";
