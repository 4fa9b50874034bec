// @ts-nocheck
import {
  GetQueueAttributesCommand,
  type GetQueueAttributesCommandInput,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  type SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import type { Json } from "./jsonata/evaluate.ts";
import { StatesError } from "./states-error.ts";

type Call = (sqs: SQSClient, input: Json, abortSignal: AbortSignal) => Promise<object>;

/** The calls of services that a Task may make. */
const CALLS: Record<string, Call> = {
  "arn:aws:states:::aws-sdk:sqs:getQueueAttributes": (sqs, input, abortSignal) =>
    sqs.send(new GetQueueAttributesCommand(input as unknown as GetQueueAttributesCommandInput), {
      abortSignal,
    }),
  "arn:aws:states:::aws-sdk:sqs:sendMessageBatch": (sqs, input, abortSignal) =>
    sqs.send(new SendMessageBatchCommand(input as unknown as SendMessageBatchCommandInput), { abortSignal }),
};

export const INTEGRATIONS: ReadonlySet<string> = new Set(Object.keys(CALLS));

/**
 * Calls a service as Step Functions does.
 *
 * @throws StatesError by the name that Step Functions gives the service's error: `Sqs.` and what the service's model
 * calls it, `Sqs.SqsException` for one that is not in the model, such as a refusal
 */
export async function callService(
  sqs: SQSClient,
  resource: string,
  input: Json,
  signal: AbortSignal,
): Promise<Json> {
  try {
    const { $metadata: _, ...answer } = (await CALLS[resource]!(sqs, input, signal)) as {
      $metadata?: unknown;
    };
    return JSON.parse(JSON.stringify(answer)) as Json;
  } catch (error) {
    throw new StatesError(nameOf(error as Error), (error as Error).message);
  }
}

function nameOf(error: Error): string {
  if (!(error instanceof SQSServiceException)) return "Sqs.SdkClientException";
  return error.constructor === SQSServiceException ? "Sqs.SqsException" : `Sqs.${error.name}`;
}
