import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PhotoItem } from "../../../core/photo-record.ts";
import {
  type BindingItem,
  changeItem,
  contentBinding,
  deleteItem,
  IF_ABSENT,
  ifEquals,
  ifUnchanged,
  nameBinding,
  type PhotoTable,
  putItem,
  readAllItems,
  readAllPhotoItems,
  readItem,
} from "../../../core/table/photo-items.ts";
import { openDatabase } from "../../local/dynamodb/open-database.ts";

let folder: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let table: PhotoTable;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "photo-items-"));
  database = await openDatabase(folder);
  const create = new CreateTableCommand({
    TableName: "photos",
    KeySchema: [{ AttributeName: "Etag", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "Etag", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  await database.client.send(create);
  const waiting = { client: database.client, maxWaitTime: 300, minDelay: 0.05 };
  await waitUntilTableExists(waiting, { TableName: "photos" });
  table = { dynamodb: DynamoDBDocumentClient.from(database.client), table: "photos" };
});

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const photo = (Etag: string, more: Partial<PhotoItem> = {}): PhotoItem => ({
  Etag,
  Status: "CLAIMED",
  Bucket: "bucket",
  Key: `uploads/${Etag}.jpg`,
  Photo: `${Etag}.jpg`,
  Name: Etag,
  Owner: "me",
  LeaseUntil: 100,
  UpdatedAt: "now",
  ...more,
});

it("reads what was written, and nothing of what is not there", async () => {
  expect(await putItem(table, photo("written"))).toBe(true);
  expect(await readItem(table, "written")).toEqual(photo("written"));
  expect(await readItem(table, "never")).toBeUndefined();
});

it("writes a claim where there is no item, and only there", async () => {
  expect(await putItem(table, photo("claimed"), IF_ABSENT)).toBe(true);
  expect(await putItem(table, photo("claimed", { Owner: "other" }), IF_ABSENT)).toBe(false);
  expect(await readItem(table, "claimed")).toMatchObject({ Owner: "me" });
});

it.each<[string, Partial<PhotoItem>]>([
  ["another owner", { Owner: "other" }],
  ["another lease", { LeaseUntil: 101 }],
  ["another status", { Status: "DONE" }],
])("replaces and deletes no item that has %s by now", async (_, change) => {
  const before = photo("raced");
  await putItem(table, { ...before, ...change });
  expect(await putItem(table, photo("raced", { Name: "mine" }), ifUnchanged(before))).toBe(false);
  expect(await deleteItem(table, "raced", ifUnchanged(before))).toBe(false);
  expect(await readItem(table, "raced")).toEqual({ ...before, ...change });
  expect(await deleteItem(table, "raced", ifUnchanged({ ...before, ...change }))).toBe(true);
  expect(await readItem(table, "raced")).toBeUndefined();
});

it("changes attributes, counts and sets at once, and answers with the item after or before", async () => {
  await putItem(table, photo("changed"));
  const condition = ifEquals({ Owner: "me", Status: "CLAIMED" });
  const add = { IndexFacesCalls: 1, Duplicates: new Set(["a"]) };
  const set = { Status: "DETECTED" as const, Message: undefined };
  const after = { ...photo("changed"), Status: "DETECTED", IndexFacesCalls: 1, Duplicates: new Set(["a"]) };
  expect(await changeItem(table, "changed", { set, add, condition })).toEqual(after);
  const next = { set: { Message: "late" }, condition: ifEquals({ Owner: "me" }), before: true };
  expect(await changeItem(table, "changed", next)).toEqual(after);
  expect(await readItem(table, "changed")).toEqual({ ...after, Message: "late" });
});

it("changes nothing where one of several conditions does not hold", async () => {
  await putItem(table, photo("kept"));
  const condition = ifEquals({ Owner: "me", Status: "DONE" });
  expect(await changeItem(table, "kept", { add: { IndexFacesCalls: 1 }, condition })).toBeUndefined();
  expect(await readItem(table, "kept")).toEqual(photo("kept"));
});

it("passes on every other error", async () => {
  await expect(putItem({ ...table, table: "nothing" }, photo("lost"))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("reads all items, and of photos alone what is asked for", async () => {
  const bindings: BindingItem[] = [
    { Etag: nameBinding("alice1"), Of: "e1" },
    { Etag: contentBinding("00ff"), Of: "e1" },
  ];
  await putItem(table, photo("listed"));
  for (const binding of bindings) await putItem(table, binding);
  expect(bindings.map(({ Etag }) => Etag)).toEqual(["name:alice1", "sha256:00ff"]);
  const items: object[] = [];
  for await (const page of readAllItems(table)) items.push(...page);
  expect(items).toEqual(expect.arrayContaining([photo("listed"), ...bindings]));
  const photos: object[] = [];
  for await (const page of readAllPhotoItems(table, ["Etag", "Status"])) photos.push(...page);
  const { Etag, Status } = photo("listed");
  expect(photos).toContainEqual({ Etag, Status });
  expect(photos).toHaveLength(items.length - bindings.length);
});
