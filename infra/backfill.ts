import { Aws, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { DefinitionBody, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import { concurrencyOf } from "./concurrency.ts";
import { s3Arn } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";
import { bucketsOf } from "./permissions.ts";
import { LOGS_AND_TRACES, quietLogs, readDefinition } from "./pipeline.ts";
import type { Storage } from "./storage.ts";

export interface BackfillProps {
  options: LookalikeOptions;
  storage: Storage;
  pipeline: StateMachine;
}

/** A Distributed Map over a bucket: one execution of the pipeline per object, as many at once as the quota bears. */
export class Backfill extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { options, storage, pipeline }: BackfillProps) {
    super(scope, id);
    this.stateMachine = new StateMachine(this, "StateMachine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definitionFor(concurrencyOf(options.rekognitionRate))),
      definitionSubstitutions: {
        Bucket: storage.bucket.bucketName,
        PipelineArn: pipeline.stateMachineArn,
      },
      tracingEnabled: true,
      logs: quietLogs(this, options.logDays),
    });
    acknowledgeWildcards(this.stateMachine, ["*"], LOGS_AND_TRACES);
    const results = storage.bucket.arnForObjects("backfill/*");
    const started = executionsOf(pipeline, ":");
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
          actions: ["states:StartExecution"],
          resources: [pipeline.stateMachineArn, this.stateMachine.stateMachineArn],
        }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:StopExecution"],
          resources: [started, own],
        }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"],
          resources: [children],
        }),
        // How Step Functions learns that an execution it waits for has ended: a rule that it owns.
        new PolicyStatement({
          actions: ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
          resources: [
            Stack.of(this).formatArn({
              service: "events",
              resource: "rule",
              resourceName: "StepFunctionsGetEventsForStepFunctionsExecutionRule",
            }),
          ],
        }),
      ],
    });
    acknowledgeWildcards(rights, [results], "The results of every backfill, in one folder.");
    acknowledgeWildcards(
      rights,
      [started, own, children],
      "Executions of two state machines, named as they start.",
    );
  }
}

/** A number cannot be substituted into the definition's text and stay one. */
function definitionFor(maxConcurrency: number): string {
  const definition = JSON.parse(readDefinition("backfill.asl.json")) as {
    States: { Photos: { MaxConcurrency: number } };
  };
  definition.States.Photos.MaxConcurrency = maxConcurrency;
  return JSON.stringify(definition);
}

/** The executions of a state machine: its own after `:`, the children of its map after `/<label>:`. */
function executionsOf({ stateMachineName }: StateMachine, after: string): string {
  return `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${stateMachineName}${after}*`;
}
