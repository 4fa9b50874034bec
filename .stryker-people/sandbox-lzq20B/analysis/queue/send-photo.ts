// @ts-nocheck
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { MESSAGE_GROUP } from "../../core/admission.ts";
import { executionName } from "../../core/execution-name.ts";
import type { StateInput } from "../../core/photo-event.ts";
import type { Target } from "../target/target.ts";

/** What tells the pipeline of an object; `id` tells this time from any other. */
export interface PhotoMessage extends Pick<StateInput["event"], "detail"> {
  id: string;
}

type Pipeline = Pick<Target, "sqs" | "queueUrl" | "stateMachineArn">;

/** Lets a photo wait for its turn in the pipeline, as its upload would. Returns the ARN of what will be its execution. */
export async function sendPhoto(
  { sqs, queueUrl, stateMachineArn }: Pipeline,
  message: PhotoMessage,
): Promise<string> {
  const body = JSON.stringify(message);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageGroupId: MESSAGE_GROUP }),
  );
  return executionOf(stateMachineArn, body);
}

/** The ARN of the execution that a message starts. */
export const executionOf = (stateMachineArn: string, body: string) =>
  `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${executionName(body)}`;

/** Milliseconds between looks at an execution. */
const INTERVAL = 200;

/** How the execution ended; `RUNNING` when `signal` ended the wait. One that has not begun yet waits in the queue. */
export async function untilEnded(
  { stepFunctions }: Pick<Target, "stepFunctions">,
  executionArn: string,
  signal?: AbortSignal,
): Promise<string> {
  for (;;) {
    const status = await stepFunctions.send(new DescribeExecutionCommand({ executionArn })).then(
      (execution) => execution.status ?? "RUNNING",
      (error: Error) => {
        if (error.name === "ExecutionDoesNotExist") return "RUNNING";
        throw error;
      },
    );
    if (status !== "RUNNING" || signal?.aborted) return status;
    await sleep(INTERVAL, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
