// @ts-nocheck
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openDynamoDb } from "../../../local/dynamodb/server.ts";
import { openGateway } from "../../../local/gateway/server.ts";

const unused = () => {
  throw new Error("A request went to another service than DynamoDB");
};

/** The DynamoDB of the local AWS, alone, and a client of it. */
export async function openDatabase(
  root: string,
): Promise<{ client: DynamoDBClient; endpoint: string; close(): Promise<void> }> {
  const database = await openDynamoDb(root, () => {});
  const gateway = await openGateway(0, {
    health: unused,
    s3: unused,
    stepFunctions: unused,
    sqs: unused,
    rekognition: unused,
    sts: unused,
    dynamodb: database.handle,
  });
  const { endpoint } = gateway;
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const client = new DynamoDBClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
  return {
    client,
    endpoint,
    async close() {
      client.destroy();
      await gateway.close();
      await database.close();
    },
  };
}
