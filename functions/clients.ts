import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readSettings, type Settings } from "./environment.ts";
import { observe } from "./observe.ts";

/** A function's side effects, and what it was told: everything that it does not compute. */
export interface Services {
  s3: S3Client;
  dynamodb: DynamoDBDocumentClient;
  rekognition: RekognitionClient;
  sqs: SQSClient;
  settings: Settings;
}

// Two attempts only: the state machine retries too, and retries multiply.
const retries = { maxAttempts: 2 };

let services: Services | undefined;

/** Made once per process, at the first invocation. */
export function defaultServices(): Services {
  services ??= {
    // Path style, so that one endpoint without wildcard DNS can stand in for S3.
    s3: observe(
      new S3Client({ ...retries, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined }),
      "S3",
    ),
    dynamodb: DynamoDBDocumentClient.from(observe(new DynamoDBClient(retries), "DynamoDB"), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    // One attempt: for each paid call it must be known whether it was refused or its answer lost. And a throttled call
    // would be throttled again a moment later.
    rekognition: observe(new RekognitionClient({ maxAttempts: 1 }), "Rekognition"),
    sqs: observe(new SQSClient(retries), "SQS"),
    settings: readSettings(),
  };
  return services;
}
