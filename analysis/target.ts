import type { RekognitionClient } from "@aws-sdk/client-rekognition";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SFNClient } from "@aws-sdk/client-sfn";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where photos are analysed: clients and the names of what was deployed. Nobody else knows which region it is. */
export interface Target {
  kind: "local" | "aws";
  region: string;
  s3: S3Client;
  dynamodb: DynamoDBDocumentClient;
  stepFunctions: SFNClient;
  rekognition: RekognitionClient;
  bucket: string;
  table: string;
  collection: string;
  stateMachineArn: string;
}

export interface TargetOptions {
  target?: string | undefined;
  /** The laptop region's state folder. */
  state: string;
  /** Answer from this folder of recorded responses (the laptop's region only). */
  replay?: string | undefined;
  replayOnly?: boolean | undefined;
}

/** Connects, starts the laptop's region in this process where it is not already running, and closes it after `use`. */
export async function withTarget<T>(
  _options: TargetOptions,
  _use: (target: Target) => Promise<T>,
): Promise<T> {
  throw new Error("not connected yet");
}
