import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Services } from "../../functions/clients.ts";
import { readSettings } from "../../functions/environment.ts";
import type { LocalAws } from "../../local/local-aws-options.ts";

/** Sees every AWS call before it is made; `call` makes it. */
export type Intercept = (
  command: string,
  input: Record<string, unknown>,
  call: () => Promise<unknown>,
) => Promise<unknown>;

export type LocalAwsNames = Omit<LocalAws, "close">;

/** The functions' clients on a local AWS, with calls that can be watched, failed or answered. */
export function watchedServices(
  aws: LocalAwsNames,
  intercept?: Intercept,
  changes: Partial<Services["settings"]> = {},
): Services {
  const connection = {
    endpoint: aws.endpoint,
    region: aws.regionName,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(connection), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const rekognition = new RekognitionClient(connection);
  const sqs = new SQSClient(connection);
  if (intercept)
    for (const client of [s3, dynamodb, rekognition, sqs]) watch(client as unknown as S3Client, intercept);
  const settings = readSettings({
    BUCKET: aws.bucket,
    TABLE: aws.table,
    COLLECTION: aws.collection,
    QUEUE_URL: aws.queueUrl,
  });
  return { s3, dynamodb, rekognition, sqs, settings: { ...settings, ...changes } };
}

function watch(client: S3Client, intercept: Intercept): void {
  client.middlewareStack.add(
    (next, context) => async (args) =>
      (await intercept(
        context.commandName!.replace("Command", ""),
        args.input as unknown as Record<string, unknown>,
        () => next(args),
      )) as Awaited<ReturnType<typeof next>>,
    { step: "initialize", priority: "high", name: "watch" },
  );
}
