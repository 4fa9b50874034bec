// @ts-nocheck
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { admissionsPerSecond, BATCH_SIZE } from "../core/admission.ts";
import { acknowledge } from "./acknowledgements.ts";
import type { FunctionCode } from "./bundle.ts";
import { ownFunction } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";
import { ADMIT_TIMEOUT, type PhotoQueue } from "./photo-queue.ts";
import type { Storage } from "./storage.ts";

export interface AdmissionProps {
  options: LookalikeOptions;
  code: FunctionCode;
  storage: Storage;
  waiting: PhotoQueue;
  stateMachine: StateMachine;
}

/** Lets photos from the queue into the state machine, at the rate of the Rekognition quota. */
export class Admission extends Construct {
  readonly lambda: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { options, code, storage, waiting, stateMachine }: AdmissionProps,
  ) {
    super(scope, id);
    const { queueArn } = waiting.queue;
    this.lambda = ownFunction(this, {
      name: "admit",
      code: code.admit,
      logDays: options.logDays,
      // It waits nearly all of the time.
      memorySize: 128,
      timeout: ADMIT_TIMEOUT,
      environment: {
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        TABLE: storage.table.tableName,
        ADMISSIONS_PER_SECOND: `${admissionsPerSecond(options.rekognitionRate)}`,
      },
      statements: [
        new PolicyStatement({
          actions: ["states:StartExecution"],
          resources: [stateMachine.stateMachineArn],
        }),
        // How many calls Rekognition has refused.
        new PolicyStatement({ actions: ["dynamodb:GetItem"], resources: [storage.table.tableArn] }),
        // Lambda takes the messages out with the function's own rights.
        new PolicyStatement({
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          resources: [queueArn],
        }),
      ],
    });
    acknowledge(
      this.lambda,
      ["Serverless-LambdaDLQ"],
      "The queue alone calls it; what it could not start stays there, and has dead letters there.",
    );
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: this.lambda,
      eventSourceArn: queueArn,
      batchSize: BATCH_SIZE,
      reportBatchItemFailures: true,
    });
    acknowledge(
      mapping,
      ["Serverless-LambdaEventSourceMappingDestination"],
      "A mapping of a queue can have none: what fails stays in the queue, which has dead letters.",
    );
  }
}
