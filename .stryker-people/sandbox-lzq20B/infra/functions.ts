// @ts-nocheck
import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { LEASE_SECONDS } from "../core/claim-rules.ts";
import { acknowledge, acknowledgeWildcards } from "./acknowledgements.ts";
import { type FunctionCode, type FunctionName, STATE_FUNCTIONS, type StateFunction } from "./bundle.ts";
import { concurrencyOf } from "./concurrency.ts";
import type { LookalikeOptions } from "./options.ts";
import { type Grant, grantsOf } from "./permissions.ts";
import type { PhotoQueue } from "./photo-queue.ts";
import type { Storage } from "./storage.ts";

/** Ends a hanging call before the state's own 70 s do, so that the error has a name and a log line. */
const TIMEOUT = Duration.seconds(60);

/** Construct id and memory in MB. Lambda's share of a core grows with memory: a whole one at 1,769 MB. */
const FUNCTIONS: Record<StateFunction, { id: string; memorySize: number }> = {
  // Waits for Rekognition most of the time; holds one photo (15 MB at most) and hashes it.
  "detect-faces": { id: "DetectFaces", memorySize: 512 },
  // Waits for Rekognition; its answer for 100 faces is half a megabyte.
  "add-to-collection": { id: "AddToCollection", memorySize: 512 },
  // Decoding is all computing, so a whole core; a photo of 100 megapixels, turned upright, takes 700 MB of it.
  thumbnail: { id: "Thumbnail", memorySize: 1769 },
  // A copy inside S3 and two small writes.
  "error-detected": { id: "ErrorDetected", memorySize: 256 },
};

export const isPaidCaller = (name: StateFunction) => name === "detect-faces" || name === "add-to-collection";

export interface FunctionsProps {
  options: LookalikeOptions;
  code: FunctionCode;
  storage: Storage;
  waiting: PhotoQueue;
}

/** The four functions that the state machine calls. */
export class Functions extends Construct {
  readonly byName: Record<StateFunction, LambdaFunction>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.byName = Object.fromEntries(
      STATE_FUNCTIONS.map((name) => [name, this.createFunction(name, props)]),
    ) as Record<StateFunction, LambdaFunction>;
  }

  private createFunction(
    name: StateFunction,
    { options, code, storage, waiting }: FunctionsProps,
  ): LambdaFunction {
    const { id, memorySize } = FUNCTIONS[name];
    const lambda = ownFunction(new Construct(this, id), {
      name,
      code: code[name],
      logDays: options.logDays,
      memorySize,
      timeout: TIMEOUT,
      ...(options.reserveConcurrency &&
        isPaidCaller(name) && { reservedConcurrentExecutions: concurrencyOf(options.rekognitionRate) }),
      statements: grantsOf(name, options).map((grant) => statementOf(grant, storage, waiting.queue.queueArn)),
      environment: {
        BUCKET: storage.bucket.bucketName,
        TABLE: storage.table.tableName,
        COLLECTION: storage.collectionId,
        QUEUE_URL: waiting.queue.queueUrl,
        MIN_AGE: `${options.minAge}`,
        MIN_BRIGHTNESS: `${options.minBrightness}`,
        MIN_SHARPNESS: `${options.minSharpness}`,
        MIN_CONFIDENCE: `${options.minConfidence}`,
        MIN_FACE: `${options.minFace}`,
        REJECTED: options.rejected,
        ECONOMY: `${options.economy}`,
        LEASE_SECONDS: `${LEASE_SECONDS}`,
      },
    });
    acknowledge(
      lambda,
      ["Serverless-LambdaDLQ"],
      "Step Functions alone calls it, and waits: a failure is caught there and ends in the photo's record.",
    );
    if (name !== "error-detected" && options.sourceKeys.length > 0)
      lambda.addToRolePolicy(decryptPhotos(options.sourceKeys));
    return lambda;
  }
}

export interface OwnFunctionProps {
  name: FunctionName;
  /** Folder of its bundle. */
  code: string;
  logDays: number;
  memorySize: number;
  timeout: Duration;
  statements: PolicyStatement[];
  environment: Record<string, string>;
  reservedConcurrentExecutions?: number;
}

/** A function with a role and a log group of its own, all of them in `scope`. */
export function ownFunction(
  scope: Construct,
  { name, code, logDays, statements, environment, ...props }: OwnFunctionProps,
): LambdaFunction {
  const logGroup = new LogGroup(scope, "Logs", {
    retention: logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, "Role", {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      logs: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [logGroup.logGroupArn],
          }),
        ],
      }),
    },
  });
  for (const statement of statements) role.addToPolicy(statement);
  acknowledgeWildcards(
    role,
    ["*", ...statements.flatMap(({ resources }) => resources)],
    "Objects of one folder each; and X-Ray and DetectFaces know no resource that a policy could name.",
  );
  return new LambdaFunction(scope, "Function", {
    description: `Lookalike: ${name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(code),
    handler: "index.handler",
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.WARN,
    tracing: Tracing.ACTIVE,
    environment: { STACK: Aws.STACK_NAME, ...environment, NODE_OPTIONS: "--enable-source-maps" },
    ...props,
  });
}

function statementOf(
  { actions, on }: Grant,
  { bucket, table, collectionArn }: Storage,
  queueArn: string,
): PolicyStatement {
  const resources = on.map((target) => {
    if (target === "bucket") return bucket.bucketArn;
    if (target === "table") return table.tableArn;
    if (target === "collection") return collectionArn;
    if (target === "queue") return queueArn;
    if (target === "any") return "*";
    return target.startsWith("s3://") ? s3Arn(target) : bucket.arnForObjects(target);
  });
  return new PolicyStatement({ actions, resources });
}

/** S3 decrypts photos for whoever may read them, with their right on the key; nothing else may ask with it. */
const decryptPhotos = (keys: string[]) =>
  new PolicyStatement({
    actions: ["kms:Decrypt"],
    resources: keys,
    conditions: { StringEquals: { "kms:ViaService": `s3.${Aws.REGION}.amazonaws.com` } },
  });

/** `s3://bucket/prefix/*` as an ARN, in whichever partition the stack is deployed. */
export const s3Arn = (uri: string) => `arn:${Aws.PARTITION}:s3:::${uri.slice("s3://".length)}`;
