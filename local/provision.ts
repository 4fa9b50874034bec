import { CreateTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateCollectionCommand } from "@aws-sdk/client-rekognition";
import { CreateBucketCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import type { OwnClients } from "./clients.ts";
import { NAME, REGION } from "./common/names.ts";

/** Creates bucket, table and collection, as a deployment does. Existing ones stay as they are. */
export async function provision({ s3, dynamodb, rekognition }: OwnClients): Promise<void> {
  const bucket = new CreateBucketCommand({
    Bucket: NAME,
    CreateBucketConfiguration: { LocationConstraint: REGION },
  });
  const table = new CreateTableCommand({
    TableName: NAME,
    KeySchema: [{ AttributeName: "Etag", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "Etag", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  await Promise.all([
    s3.send(bucket).catch(unless("BucketAlreadyOwnedByYou", "BucketAlreadyExists")),
    dynamodb.send(table).catch(unless("ResourceInUseException")),
    rekognition
      .send(new CreateCollectionCommand({ CollectionId: NAME }))
      .catch(unless("ResourceAlreadyExistsException")),
  ]);
  // For a bucket from an older version too: its objects become the version `null`.
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: NAME, VersioningConfiguration: { Status: "Enabled" } }),
  );
  // Created with no delay, but not at once.
  for (let status = ""; status !== "ACTIVE"; ) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: NAME }));
    status = Table?.TableStatus ?? "";
  }
}

function unless(...names: string[]) {
  return (error: unknown): undefined => {
    if (!(error instanceof Error && names.includes(error.name))) throw error;
  };
}
