import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { CREDENTIALS, REGION } from "./common/names.ts";

/** The local AWS as its own client: it is set up and read through the same port that everybody uses. */
export interface OwnClients {
  s3: S3Client;
  dynamodb: DynamoDBClient;
  rekognition: RekognitionClient;
}

export function ownClients(endpoint: string): OwnClients {
  const config = { endpoint, region: REGION, credentials: CREDENTIALS };
  return {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamodb: new DynamoDBClient(config),
    rekognition: new RekognitionClient(config),
  };
}

export function closeClients(clients: OwnClients): void {
  for (const client of Object.values(clients)) client.destroy();
}
