import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";

const TableName = "photos";
let folder: string;
let root: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let client: DynamoDBClient;

async function open() {
  database = await openDatabase(root);
  client = database.client;
}

const close = () => database.close();

const createTable = () =>
  client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: "Etag", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "Etag", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
const item = (etag: string, n: number) => ({ Etag: { S: etag }, N: { N: `${n}` } });
const put = (etag: string, n: number) => client.send(new PutItemCommand({ TableName, Item: item(etag, n) }));
async function items(): Promise<Record<string, number>> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Object.fromEntries(Items.map(({ Etag, N }) => [Etag!.S!, Number(N?.N)]));
}
const write = (...TransactItems: TransactWriteItem[]) =>
  client.send(new TransactWriteItemsCommand({ TransactItems }));
const absent = "attribute_not_exists(Etag)";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lookalike-dynamodb-"));
  root = join(folder, "dynamodb");
  await open();
  await createTable();
  await waitUntilTableExists({ client, maxWaitTime: 300, minDelay: 0.05 }, { TableName });
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  const keys = Object.keys(await items());
  if (keys.length > 0)
    await write(...keys.map((key) => ({ Delete: { TableName, Key: { Etag: { S: key } } } })));
});

it("writes all of a transaction", async () => {
  await put("a", 1);
  await put("b", 1);
  await write(
    { ConditionCheck: { TableName, Key: { Etag: { S: "nobody" } }, ConditionExpression: absent } },
    { Put: { TableName, Item: item("c", 3), ConditionExpression: absent } },
    {
      Update: {
        TableName,
        Key: { Etag: { S: "a" } },
        UpdateExpression: "SET N = N + :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      },
    },
    { Delete: { TableName, Key: { Etag: { S: "b" } } } },
  );
  expect(await items()).toEqual({ a: 2, c: 3 });
});

it("writes nothing of a transaction when one of its conditions does not hold, and says which", async () => {
  await put("a", 1);
  const transaction = write(
    { Put: { TableName, Item: item("new", 1) } },
    { Delete: { TableName, Key: { Etag: { S: "a" } } } },
    {
      Put: {
        TableName,
        Item: item("a", 9),
        ConditionExpression: "N = :other",
        ExpressionAttributeValues: { ":other": { N: "7" } },
      },
    },
  );
  await expect(transaction).rejects.toMatchObject({ name: "ValidationException" }); // The same item twice.
  await expect(
    write(
      { Put: { TableName, Item: item("new", 1) } },
      {
        Put: {
          TableName,
          Item: item("a", 9),
          ConditionExpression: absent,
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
    ),
  ).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message: expect.stringContaining("[None, ConditionalCheckFailed]"),
    CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: item("a", 1) }],
  });
  expect(await items()).toEqual({ a: 1 });
});

it("does a transaction with the same token once", async () => {
  const add = {
    TableName,
    Key: { Etag: { S: "a" } },
    UpdateExpression: "ADD N :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  };
  const send = (TransactItems: TransactWriteItem[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: "once" }));
  await send([{ Update: add }]);
  await send([{ Update: add }]);
  expect(await items()).toEqual({ a: 1 });
  await expect(send([{ Delete: { TableName, Key: add.Key } }])).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
});

it("lets nobody see half a transaction", async () => {
  await put("a", 0);
  await put("b", 0);
  const both = (n: number) =>
    write({ Put: { TableName, Item: item("a", n) } }, { Put: { TableName, Item: item("b", n) } });
  const keys = ["a", "b"].map((key) => ({ Get: { TableName, Key: { Etag: { S: key } } } }));
  const reads = Array.from({ length: 20 }, async (_, n) => {
    const [, { Responses = [] }] = await Promise.all([
      both(n),
      client.send(new TransactGetItemsCommand({ TransactItems: keys })),
    ]);
    return Responses.map(({ Item }) => Item?.N?.N);
  });
  for (const [a, b] of await Promise.all(reads)) expect(a).toBe(b);
});

it("undoes at the next start what a killed process left of a transaction", async () => {
  await put("a", 2); // It was 1, and "b" was not there.
  await put("b", 2);
  const before = [
    { TableName, Key: { Etag: { S: "a" } }, item: item("a", 1) },
    { TableName, Key: { Etag: { S: "b" } } },
  ];
  await close();
  await writeFile(`${root}-transaction.json`, JSON.stringify(before));
  await open();
  expect(await items()).toEqual({ a: 1 });
});

it("tells each error's reason", async () => {
  await expect(createTable()).rejects.toMatchObject({
    name: "ResourceInUseException",
    message: "Table already exists: photos",
  });
  const get = new GetItemCommand({ TableName: "nothing", Key: { Etag: { S: "a" } } });
  await expect(client.send(get)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Requested resource not found",
  });
});

it("answers for expiry and backups that it has none", async () => {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "DISABLED" });
  const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toEqual({
    PointInTimeRecoveryStatus: "DISABLED",
  });
  const expire = { TableName, TimeToLiveSpecification: { AttributeName: "At", Enabled: true } };
  await expect(client.send(new UpdateTimeToLiveCommand(expire))).rejects.toThrow("no item expires here");
  await expect(
    client.send(new DescribeContinuousBackupsCommand({ TableName: "nothing" })),
  ).rejects.toMatchObject({ name: "TableNotFoundException" });
});

it("answers what is too large and what is no JSON, and goes on", async () => {
  const send = (body: string | Buffer) =>
    fetch(database.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.PutItem", "content-type": "application/x-amz-json-1.0" },
      body,
    });
  const large = await send(Buffer.alloc(17 * 1024 * 1024, "x"));
  expect([large.status, await large.json()]).toEqual([
    413,
    expect.objectContaining({ __type: "RequestEntityTooLargeException" }),
  ]);
  expect(await (await send("{")).json()).toMatchObject({ message: expect.stringContaining("JSON") });
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
});

it("names the operation that it does not have", async () => {
  const statement = new ExecuteStatementCommand({ Statement: 'SELECT * FROM "photos"' });
  await expect(client.send(statement)).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "The local AWS has no operation ExecuteStatement of DynamoDB",
  });
});
