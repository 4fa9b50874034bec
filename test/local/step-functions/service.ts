import { SFNClient } from "@aws-sdk/client-sfn";
import { functionArn } from "../../../local/common/names.ts";
import { openGateway } from "../../../local/gateway/server.ts";
import { readDefinition } from "../../../local/step-functions/definition.ts";
import type { Invoke } from "../../../local/step-functions/interpreter.ts";
import { openStepFunctions, type StepFunctions } from "../../../local/step-functions/server.ts";

export const WORK = functionArn("Work");

/** A Task with Retry and Catch, then a Choice: the shapes of the pipeline. */
export const ASL = {
  StartAt: "Work",
  States: {
    Work: {
      Type: "Task",
      Resource: "${WorkArn}",
      Parameters: {
        "id.$": "$$.Execution.Id",
        "name.$": "$$.Execution.Name",
        "input.$": "$$.Execution.Input",
      },
      TimeoutSeconds: 1,
      Retry: [
        {
          ErrorEquals: ["ThrottlingException"],
          IntervalSeconds: 1,
          BackoffRate: 100,
          MaxDelaySeconds: 1,
          MaxAttempts: 3,
          JitterStrategy: "FULL",
        },
      ],
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "IsRejection" }],
      ResultPath: "$.result",
      Next: "Done",
    },
    IsRejection: {
      Type: "Choice",
      Choices: [{ Variable: "$.error.Error", StringEquals: "NoFaceError", Next: "Done" }],
      Default: "Failed",
    },
    Done: { Type: "Succeed" },
    Failed: { Type: "Fail", Error: "PhotoFailed", Cause: "a fault" },
  },
};

export interface TestService extends StepFunctions {
  client: SFNClient;
  log: string[];
}

/** Step Functions over a folder, with one function. `close` keeps the folder. */
export async function startService(
  root: string,
  invoke: Invoke,
  { asl = ASL as unknown, concurrency = 4 } = {},
): Promise<TestService> {
  const log: string[] = [];
  const definition = readDefinition(JSON.stringify(asl), { WorkArn: WORK }, new Set([WORK]));
  const service = await openStepFunctions({
    root,
    definition,
    invoke,
    concurrency,
    log: (line) => log.push(line),
  });
  const refuse = () => {
    throw new Error("another service");
  };
  const gateway = await openGateway(0, {
    health: () => ({}),
    s3: refuse,
    dynamodb: refuse,
    rekognition: refuse,
    sts: refuse,
    sqs: refuse,
    stepFunctions: service.handle,
  });
  const client = new SFNClient({
    endpoint: gateway.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    maxAttempts: 1,
  });
  return {
    ...service,
    client,
    log,
    async close() {
      client.destroy();
      await service.close();
      await gateway.close();
    },
  };
}
