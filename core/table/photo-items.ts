/**
 * The one door to the items of the table: one for each photo, keyed by its ETag, and bindings, which say
 * which photo a name or some bytes belong to. Functions and commands pass the client and the table's name.
 */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateScan,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { PhotoItem } from "../photo-record.ts";

export interface PhotoTable {
  dynamodb: DynamoDBDocumentClient;
  table: string;
}

/** Binds a name or some bytes to a photo, by its ETag. */
export interface BindingItem {
  Etag: string;
  Of?: string;
}

/** The photo that a name's documents belong to. */
export const nameBinding = (name: string) => `name:${name}`;
/** The photo that bytes belong to: an ETag is no content hash (multipart, KMS). */
export const contentBinding = (sha256: string) => `sha256:${sha256}`;

/** The condition under which an item is written. */
export type Condition = Pick<
  PutCommandInput,
  "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/** There is no such item. */
export const IF_ABSENT: Condition = { ConditionExpression: "attribute_not_exists(Etag)" };

/** The item has not changed since it was read. */
export const ifUnchanged = ({ Owner, LeaseUntil, Status }: PhotoItem): Condition => ({
  ConditionExpression: "#owner = :owner AND LeaseUntil = :lease AND #status = :status",
  ExpressionAttributeNames: { "#owner": "Owner", "#status": "Status" },
  ExpressionAttributeValues: { ":owner": Owner, ":lease": LeaseUntil, ":status": Status },
});

/** The attributes have these values. */
export function ifEquals(attributes: Readonly<Record<string, unknown>>): Condition {
  const entries = Object.entries(attributes);
  return {
    ConditionExpression: entries.map((_, i) => `#is${i} = :is${i}`).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#is${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], i) => [`:is${i}`, value])),
  };
}

/** The item as it is now, however lately it was written. */
export async function readItem<Item = PhotoItem>(
  { dynamodb, table }: PhotoTable,
  etag: string,
): Promise<Item | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: table, Key: { Etag: etag }, ConsistentRead: true }),
  );
  return Item as Item | undefined;
}

/** All items, of photos and others, page by page. */
export async function* readAllItems({ dynamodb, table }: PhotoTable): AsyncGenerator<object[]> {
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: table })) yield Items;
}

/** The named attributes of the items of all photos, page by page; bindings and tombstones are of none. */
export async function* readAllPhotoItems<Name extends keyof PhotoItem>(
  { dynamodb, table }: PhotoTable,
  names: readonly Name[],
): AsyncGenerator<Pick<PhotoItem, Name>[]> {
  const scan = {
    TableName: table,
    FilterExpression: "attribute_exists(Photo)",
    ProjectionExpression: names.map((_, i) => `#n${i}`).join(", "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
  };
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, scan)) {
    yield Items as Pick<PhotoItem, Name>[];
  }
}

/** Writes a whole item. False, and nothing written, if the condition does not hold. */
export function putItem(
  { dynamodb, table }: PhotoTable,
  item: object,
  condition: Condition = {},
): Promise<boolean> {
  return holds(dynamodb.send(new PutCommand({ TableName: table, Item: { ...item }, ...condition })));
}

/** False, and nothing deleted, if the condition does not hold. */
export function deleteItem(
  { dynamodb, table }: PhotoTable,
  etag: string,
  condition: Condition = {},
): Promise<boolean> {
  return holds(dynamodb.send(new DeleteCommand({ TableName: table, Key: { Etag: etag }, ...condition })));
}

export interface ItemChanges {
  /** Undefined leaves an attribute as it is. */
  set?: { [Name in keyof PhotoItem]?: PhotoItem[Name] | undefined };
  /** Numbers to count up by, and sets to grow by. */
  add?: Readonly<Record<string, number | Set<string>>>;
  condition: Condition;
  /** The item as it was before, rather than as it is then. */
  before?: boolean;
}

/** Changes an item, and answers with it. Undefined, and nothing changed, if the condition does not hold. */
export async function changeItem(
  { dynamodb, table }: PhotoTable,
  etag: string,
  { set = {}, add = {}, condition, before = false }: ItemChanges,
): Promise<PhotoItem | undefined> {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined);
  const adds = Object.entries(add);
  const names = [...sets, ...adds].map(([name], i) => [`#n${i}`, name] as const);
  const values = [...sets, ...adds].map(([, value], i) => [`:v${i}`, value] as const);
  const setting = sets.map((_, i) => `#n${i} = :v${i}`).join(", ");
  const adding = adds.map((_, i) => `#n${sets.length + i} :v${sets.length + i}`).join(", ");
  const update = new UpdateCommand({
    TableName: table,
    Key: { Etag: etag },
    UpdateExpression: [setting && `SET ${setting}`, adding && `ADD ${adding}`].filter(Boolean).join(" "),
    ConditionExpression: condition.ConditionExpression,
    ExpressionAttributeNames: { ...condition.ExpressionAttributeNames, ...Object.fromEntries(names) },
    ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...Object.fromEntries(values) },
    ReturnValues: before ? "ALL_OLD" : "ALL_NEW",
  });
  let item: PhotoItem | undefined;
  const isChanged = await holds(
    dynamodb.send(update).then(({ Attributes }) => {
      item = Attributes as PhotoItem;
    }),
  );
  return isChanged ? item : undefined;
}

async function holds(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if ((error as Error).name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
