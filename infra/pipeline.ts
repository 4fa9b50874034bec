import { readFileSync } from "node:fs";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { MESSAGE_GROUP } from "../core/admission.ts";
import { UPLOADS } from "../core/key-layout.ts";
import { OBJECT_CREATED } from "../core/photo-event.ts";
import { acknowledge, acknowledgeWildcards } from "./acknowledgements.ts";
import type { Functions } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";
import type { PhotoQueue } from "./photo-queue.ts";
import type { Storage } from "./storage.ts";

export interface PipelineProps {
  options: LookalikeOptions;
  storage: Storage;
  functions: Functions;
  waiting: PhotoQueue;
}

/** The path of an object under `uploads/`: the rule puts it in the queue, the state machine takes it from there. */
export class Pipeline extends Construct {
  readonly stateMachine: StateMachine;
  /** Events that could not be handed over, for 14 days. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { options, storage, functions, waiting }: PipelineProps) {
    super(scope, id);
    const { byName } = functions;
    this.stateMachine = new StateMachine(this, "StateMachine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readDefinition("face-pipeline.asl.json")),
      definitionSubstitutions: {
        DetectFacesArn: byName["detect-faces"].functionArn,
        AddToCollectionArn: byName["add-to-collection"].functionArn,
        ThumbnailArn: byName.thumbnail.functionArn,
        ErrorDetectedArn: byName["error-detected"].functionArn,
      },
      tracingEnabled: true,
      logs: quietLogs(this, options.logDays),
    });
    acknowledgeWildcards(this.stateMachine, ["*"], LOGS_AND_TRACES);
    // Exactly these: `grantInvoke` would add every version of them.
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: Object.values(byName).map(({ functionArn }) => functionArn),
      }),
    );

    // EventBridge takes a standard queue only for what it could not deliver.
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      this.deadLetters,
      ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
      "It is the dead-letter queue itself.",
    );
    new Rule(this, "Uploaded", {
      description: `A photo has arrived under ${UPLOADS}`,
      eventPattern: {
        source: ["aws.s3"],
        detailType: [OBJECT_CREATED],
        detail: { bucket: { name: [storage.bucket.bucketName] }, object: { key: [{ prefix: UPLOADS }] } },
      },
      targets: [
        new SqsQueue(waiting.queue, {
          messageGroupId: MESSAGE_GROUP,
          deadLetterQueue: this.deadLetters,
          // The photo is in the queue within the hour, or an alarm says that it is not.
          maxEventAge: Duration.hours(1),
          retryAttempts: 185,
        }),
      ],
    });
  }
}

export const LOGS_AND_TRACES = "Log delivery and X-Ray know no resource that a policy could name.";

/** The definition as it lies in `infra/`, without the white space that would count against its size limit. */
export function readDefinition(file: string): string {
  return JSON.stringify(JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")));
}

/**
 * Every event of an execution, and none of its data. Under this prefix log delivery needs no entry in the account's one
 * resource policy, which has room for a few state machines only.
 */
export function quietLogs(scope: Construct, retention: number) {
  const destination = new LogGroup(scope, "Logs", {
    logGroupName: `/aws/vendedlogs/states/${Stack.of(scope).stackName}-${scope.node.id}`,
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return { destination, level: LogLevel.ALL, includeExecutionData: false };
}
