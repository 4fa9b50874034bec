import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CommandError } from "../terminal/command.ts";
import { deployedNames } from "./deployed-names.ts";
import { isDeployed } from "./deployments.ts";
import type { Names } from "./names.ts";

/** Where photos are analysed: clients, and the names of what was deployed. Nobody else knows whether it is AWS or the local AWS. */
export interface Target extends Names {
  s3: S3Client;
  dynamodb: DynamoDBDocumentClient;
  stepFunctions: SFNClient;
  rekognition: RekognitionClient;
  sqs: SQSClient;
  /** Aborted once no photo can be analysed any more. Its reason is the error for the user. */
  failure?: AbortSignal;
}

export interface TargetOptions {
  /** `local` or `aws`; by default aws once something was deployed, else local. */
  target?: "local" | "aws" | undefined;
  /** Which of several deployed stacks: `Lookalike`, or `Lookalike.eu-west-1` where it is in several regions. */
  stack?: string | undefined;
  /** The local AWS's state folder. */
  state: string;
  /** Answer from this folder of recorded responses (local AWS only). */
  replay?: string | undefined;
  replayOnly?: boolean | undefined;
  /** Describe faces by this ONNX file (local AWS only). */
  descriptor?: string | undefined;
}

// The SDK would print on every run that versions of 2027 will want a newer Node; this one does not.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/**
 * Connects to the target, and closes what it opened after `use`. The local AWS is started in this process
 * unless one is already running on the same state folder.
 */
export async function withTarget<T>(options: TargetOptions, use: (target: Target) => Promise<T>): Promise<T> {
  const { stack } = options;
  if (stack !== undefined && options.target === "local")
    throw new CommandError(`--stack ${stack} names a deployment on AWS. Leave --target local out.`);
  const kind = options.target ?? (isDeployed() || stack !== undefined ? "aws" : "local");
  if (kind === "aws") {
    if (options.descriptor !== undefined)
      throw new CommandError(
        "--descriptor is for the local AWS: Rekognition has its own. Add --target local.",
      );
    const names = deployedNames(stack);
    return await withClients({ region: names.region }, (clients) => use({ ...names, ...clients }));
  }
  return await withLocalTarget(options, use);
}

type Clients = Omit<Target, keyof Names | "failure">;

async function withLocalTarget<T>(
  { state, replay, replayOnly, descriptor }: TargetOptions,
  use: (target: Target) => Promise<T>,
): Promise<T> {
  const failure = new AbortController();
  const region = await openLocal({
    state,
    onModelsFailed: ({ message }) => failure.abort(new CommandError(message)),
    ...(replay !== undefined && { replay }),
    ...(replayOnly && { replayOnly }),
    ...(descriptor !== undefined && { descriptor }),
  });
  const { bucket, table, collection, stateMachineArn, queueUrl, rulesVersion, regionName } = region;
  const { backfillStateMachineArn, sources } = region;
  const names: Names = {
    kind: "local",
    region: regionName,
    bucket,
    table,
    collection,
    stateMachineArn,
    backfillStateMachineArn,
    queueUrl,
    rulesVersion,
    sources,
  };
  const connection = {
    region: regionName,
    endpoint: region.endpoint,
    credentials: { accessKeyId: "lookalike", secretAccessKey: "lookalike" },
    forcePathStyle: true,
  };
  try {
    return await withClients(connection, (clients) => use({ ...names, ...clients, failure: failure.signal }));
  } catch (error) {
    // Whatever failed without models, failed for that.
    throw failure.signal.aborted ? failure.signal.reason : error;
  } finally {
    await region.close();
  }
}

async function openLocal(options: LocalOptions) {
  // Loaded only here: work against AWS needs no models.
  const { findLocalAws } = await import("../../local/find-local-aws.ts");
  const isAsItWas = options.replay === undefined && options.descriptor === undefined;
  const until = Date.now() + CHANGEOVER;
  for (;;) {
    const running = await findLocalAws(options.state);
    if (running && isAsItWas) return running;
    try {
      return await startLocal(options);
    } catch (error) {
      const isHeld = ((error as Error).cause as Error | undefined)?.name === "StateInUseError";
      // Held, and nobody answers: another command is just starting or ending there.
      if (!isHeld || running || Date.now() > until) throw error;
      await sleep(200);
    }
  }
}

/** Milliseconds that another command is given to start, or to end. */
const CHANGEOVER = 20_000;

type LocalOptions = Parameters<typeof import("../../local/local-aws.ts").openLocalAws>[0];

async function startLocal(options: LocalOptions) {
  const [{ openLocalAws }, { LocalAwsError }] = await Promise.all([
    import("../../local/local-aws.ts"),
    import("../../local/common/local-aws-error.ts"),
  ]);
  try {
    return await openLocalAws(options);
  } catch (error) {
    if (error instanceof LocalAwsError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** Runs the local AWS in this process until it is interrupted, and prints what to paste to use it. */
export async function serveLocal(
  options: Pick<TargetOptions, "state" | "replay" | "replayOnly" | "descriptor"> & { port: number },
): Promise<void> {
  const { port, state, replay, replayOnly = false, descriptor } = options;
  let failure: CommandError | undefined;
  let stop!: () => void;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  const log = (line: string) => console.log(line);
  const region = await startLocal({
    port,
    state,
    replayOnly,
    log,
    warm: true,
    onModelsFailed({ message }) {
      failure = new CommandError(message);
      stop();
    },
    ...(replay !== undefined && { replay }),
    ...(descriptor !== undefined && { descriptor }),
  });
  const { instructions } = await import("../../local/instructions.ts");
  console.log(instructions(region));
  await stopped;
  await region.close();
  if (failure) throw failure;
  console.log("Stopped.");
}

interface Connection {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle?: boolean;
}

async function withClients<T>(connection: Connection, use: (clients: Clients) => Promise<T>): Promise<T> {
  const { forcePathStyle: _, ...plain } = connection;
  const clients: Clients = {
    s3: new S3Client(connection),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(plain)),
    stepFunctions: new SFNClient(plain),
    rekognition: new RekognitionClient(plain),
    sqs: new SQSClient(plain),
  };
  try {
    return await use(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
