import { Aws } from "aws-cdk-lib";
import { Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { DefinitionBody, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { MESSAGE_GROUP } from "../core/admission.ts";
import { BACKFILL_RESULTS } from "../core/key-layout.ts";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import { s3Arn } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";
import { bucketsOf } from "./permissions.ts";
import type { PhotoQueue } from "./photo-queue.ts";
import { LOGS_AND_TRACES, quietLogs, readDefinition } from "./pipeline.ts";
import type { Storage } from "./storage.ts";

export interface BackfillProps {
  options: LookalikeOptions;
  storage: Storage;
  waiting: PhotoQueue;
}

/**
 * A Distributed Map over a bucket: every object goes where the uploads wait, and so into the pipeline at their pace. A
 * limit to what is under way at once would not do: it says nothing of how many begin in a second.
 */
export class Backfill extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { options, storage, waiting }: BackfillProps) {
    super(scope, id);
    this.stateMachine = new StateMachine(this, "StateMachine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definitionFor(options.rekognitionRate)),
      definitionSubstitutions: {
        Bucket: storage.bucket.bucketName,
        QueueUrl: waiting.queue.queueUrl,
        MessageGroup: MESSAGE_GROUP,
      },
      tracingEnabled: true,
      logs: quietLogs(this, options.logDays),
    });
    acknowledgeWildcards(this.stateMachine, ["*"], LOGS_AND_TRACES);
    const results = storage.bucket.arnForObjects(`${BACKFILL_RESULTS}*`);
    const own = executionsOf(this.stateMachine, ":");
    const children = executionsOf(this.stateMachine, "/Photos:");
    // A policy of its own, since it names the state machine, which waits for the role's other one.
    const rights = new Policy(this, "Rights", {
      roles: [this.stateMachine.role],
      statements: [
        new PolicyStatement({
          actions: ["s3:ListBucket"],
          resources: [storage.bucket.bucketArn, ...bucketsOf(options.sources).map(s3Arn)],
        }),
        new PolicyStatement({
          actions: ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
          resources: [results],
        }),
        new PolicyStatement({
          actions: ["sqs:GetQueueAttributes", "sqs:SendMessage"],
          resources: [waiting.queue.queueArn],
        }),
        // A Distributed Map starts children of its own state machine.
        new PolicyStatement({
          actions: ["states:StartExecution"],
          resources: [this.stateMachine.stateMachineArn],
        }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:StopExecution"],
          resources: [own],
        }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"],
          resources: [children],
        }),
      ],
    });
    acknowledgeWildcards(rights, [results], "The results of every backfill, in one folder.");
    acknowledgeWildcards(rights, [own, children], "Executions of its own, named as they start.");
  }
}

/** Photos that wait in the queue at most for a backfill's sake: what is let in within this time, but some at least. */
const AHEAD_SECONDS = 20;
const AHEAD_PHOTOS = 100;

/** Photos a second that one child is sure to send: ten of them in what takes a second or two. */
const SENT_BY_ONE = 5;

/** A number cannot be substituted into the definition's text and stay one. */
function definitionFor(rate: number): string {
  const ahead = Math.max(AHEAD_PHOTOS, Math.ceil(rate * AHEAD_SECONDS));
  const definition = JSON.parse(readDefinition("backfill.asl.json")) as {
    States: { Photos: { MaxConcurrency: number; ItemProcessor: { States: { IsRoom: Choice } } } };
  };
  const { Photos } = definition.States;
  Photos.MaxConcurrency = Math.ceil(rate / SENT_BY_ONE) + 1;
  Photos.ItemProcessor.States.IsRoom.Choices[0]!.Condition = `{% $states.input.waiting < ${ahead} %}`;
  return JSON.stringify(definition);
}

interface Choice {
  Choices: { Condition: string }[];
}

/** The executions of a state machine: its own after `:`, the children of its map after `/<label>:`. */
function executionsOf({ stateMachineName }: StateMachine, after: string): string {
  return `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${stateMachineName}${after}*`;
}
