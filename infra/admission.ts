import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { admissionsPerSecond, BATCH_SIZE } from "../core/admission.ts";
import { acknowledge } from "./acknowledgements.ts";
import type { FunctionCode } from "./bundle.ts";
import { ownFunction } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";

/** A batch takes 10 s at the slowest rate that can be chosen; the rest is for starts that are throttled. */
const TIMEOUT = Duration.seconds(30);

/** As Lambda's documentation advises: six times the function's own. So long does a batch wait whose function died. */
const VISIBILITY = Duration.seconds(180);

/**
 * Every message can be started, whatever it is, so that what comes back time and again tells of an outage, not of a
 * message: five hours of it pass before a photo goes to the dead letters, and until then the order is kept.
 */
const MAX_RECEIVE_COUNT = 100;

const FIFO: QueueProps = {
  fifo: true,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
};

export interface AdmissionProps {
  options: LookalikeOptions;
  code: FunctionCode;
  stateMachine: StateMachine;
}

/**
 * Lets photos into the state machine at the rate of the Rekognition quota.
 *
 * Why a FIFO queue with one message group: Lambda runs one batch of a group at a time, so one function's pace is the
 * pace of all. A standard queue would have two batches under way at least (the smallest `MaximumConcurrency`), which
 * know nothing of each other's pace. One group carries about a hundred photos a second, twice the highest default
 * quota. EventBridge gives a message no deduplication id of its own: a FIFO target needs content-based deduplication.
 * Its own keys encrypt the queue, so that EventBridge needs no right on a KMS key.
 *
 * Idle, it costs about $0.30 a month: Lambda asks an empty queue some 650,000 times ($0.50 a million; the first
 * million each month is free). A photo costs 1.2 requests and 0.2 s of the function: less than a thousandth of a cent.
 */
export class Admission extends Construct {
  readonly queue: Queue;
  /** Photos that could not be let in for hours, for 14 days. */
  readonly deadLetters: Queue;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, { options, code, stateMachine }: AdmissionProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, "DeadLetters", FIFO);
    acknowledge(
      this.deadLetters,
      ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
      "It is the dead-letter queue itself.",
    );
    this.queue = new Queue(this, "Queue", {
      ...FIFO,
      contentBasedDeduplication: true,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.lambda = ownFunction(new Construct(this, "Admit"), {
      name: "admit",
      code: code.admit,
      logDays: options.logDays,
      // It waits nearly all of the time.
      memorySize: 128,
      timeout: TIMEOUT,
      environment: {
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        ADMISSIONS_PER_SECOND: `${admissionsPerSecond(options.rekognitionRate)}`,
      },
      statements: [
        new PolicyStatement({
          actions: ["states:StartExecution"],
          resources: [stateMachine.stateMachineArn],
        }),
        // Lambda takes the messages out with the function's own rights.
        new PolicyStatement({
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          resources: [this.queue.queueArn],
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
      eventSourceArn: this.queue.queueArn,
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
