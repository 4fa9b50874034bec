import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { HEALTH_PATH } from "../../local/gateway/server.ts";
import { openLocalAws } from "../../local/local-aws.ts";
import type { LocalAws, LocalAwsOptions } from "../../local/local-aws-options.ts";

export interface Clients {
  s3: S3Client;
  dynamodb: DynamoDBClient;
  stepFunctions: SFNClient;
  rekognition: RekognitionClient;
  sqs: SQSClient;
}

export interface TestLocalAws extends LocalAws, Clients {
  state: string;
  log: string[];
  /** Ends the local AWS, keeps its state. */
  stop(): Promise<void>;
}

export const clientsOf = (endpoint: string): Clients => {
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const config = { endpoint, region: "eu-west-1", credentials, maxAttempts: 1 };
  return {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamodb: new DynamoDBClient(config),
    stepFunctions: new SFNClient(config),
    rekognition: new RekognitionClient(config),
    sqs: new SQSClient(config),
  };
};

/** A local AWS with clients. Without `state` it has a folder of its own, which `close` removes. */
export async function startLocalAws(options: Partial<LocalAwsOptions> = {}): Promise<TestLocalAws> {
  const state = options.state ?? (await mkdtemp(join(tmpdir(), "lookalike-aws-")));
  const log: string[] = [];
  const aws = await openLocalAws({ ...options, state, log: (line) => log.push(line) });
  const clients = clientsOf(aws.endpoint);
  const stop = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await aws.close();
  };
  return {
    ...aws,
    ...clients,
    state,
    log,
    stop,
    async close() {
      await stop();
      if (options.state === undefined) await rm(state, { recursive: true, force: true });
    },
  };
}

/** Waits until no photo is in the queue and no execution is RUNNING. */
export async function settled({ stepFunctions, sqs }: Clients, aws: Names): Promise<void> {
  const { endpoint, stateMachineArn, backfillStateMachineArn, queueUrl: QueueUrl } = aws;
  const running = async (stateMachineArn: string) => {
    const list = new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING", maxResults: 1 });
    return (await stepFunctions.send(list)).executions!.length;
  };
  for (;;) {
    // Costs a tenth of the calls below, and tells no most of the time.
    if (await seemsIdle(endpoint)) {
      // From the front to the back: what leaves one is in the next by then.
      const filling = await running(backfillStateMachineArn);
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
      );
      const queued =
        Number(Attributes?.ApproximateNumberOfMessages) +
        Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
      if (filling + queued + (await running(stateMachineArn)) === 0) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the local AWS itself tells of the pipeline. */
async function seemsIdle(endpoint: string): Promise<boolean> {
  const answer = await fetch(`${endpoint}${HEALTH_PATH}`);
  const { running, waiting, queued } = (await answer.json()) as Record<string, unknown>;
  return running === 0 && waiting === 0 && Object.values(queued as object).every((count) => count === 0);
}

type Names = Pick<LocalAws, "endpoint" | "stateMachineArn" | "backfillStateMachineArn" | "queueUrl">;
