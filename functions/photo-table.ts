import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { mayClaim } from "../core/claim-rules.ts";
import { ClaimLostError, EtagError, PhotoBusyError } from "../core/errors.ts";
import type { Photo } from "../core/photo-event.ts";
import type { DuplicatePhoto, PhotoItem } from "../core/photo-record.ts";
import type { Services } from "./clients.ts";

type Table = Pick<Services, "dynamodb" | "settings">;

export const nowInSeconds = () => Math.floor(Date.now() / 1000);

export async function readItem({ dynamodb, settings }: Table, etag: string): Promise<PhotoItem | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: settings.table, Key: { Etag: etag }, ConsistentRead: true }),
  );
  return Item as PhotoItem | undefined;
}

/** Deletes an item as it was read; throws PhotoBusyError if another execution has claimed it since. */
export async function deleteItem({ dynamodb, settings }: Table, item: PhotoItem): Promise<void> {
  try {
    await dynamodb.send(
      new DeleteCommand({ TableName: settings.table, Key: { Etag: item.Etag }, ...asItWas(item) }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new PhotoBusyError(`Another execution has just claimed ${item.Photo}`);
  }
}

/** Makes an item that is as it was read claimable; throws PhotoBusyError if it is another's by now. */
export async function releaseItem(table: Table, item: PhotoItem): Promise<PhotoItem> {
  const released: PhotoItem = { ...item, Status: "FAILED", Reason: "OriginalReplaced" };
  if (await put(table, released, asItWas(item))) return released;
  throw new PhotoBusyError(`Another execution has just claimed ${item.Photo}`);
}

/** So many are remembered for each photo; one that is analysed makes duplicates of all others again. */
const MAX_DUPLICATES = 100;

/** Notes at the original that this photo has its bytes; throws PhotoBusyError if the original has changed since. */
export async function noteDuplicate(
  { dynamodb, settings }: Table,
  original: PhotoItem,
  photo: Photo,
): Promise<void> {
  const { bucket, key, etag, size } = photo;
  const duplicate: DuplicatePhoto = { bucket, key, etag, ...(size !== undefined && { size }) };
  const known = original.Duplicates;
  const text = JSON.stringify(duplicate);
  if (known?.has(text) || (known?.size ?? 0) >= MAX_DUPLICATES) return;
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: settings.table,
        Key: { Etag: original.Etag },
        UpdateExpression: "ADD Duplicates :duplicate",
        ...asItWas(original, { ":duplicate": new Set([text]) }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new PhotoBusyError(`Another execution has just changed ${original.Photo}`);
  }
}

const asItWas = ({ Owner, LeaseUntil, Status }: PhotoItem, values: object = {}): Condition => ({
  ConditionExpression: "#owner = :owner AND LeaseUntil = :lease AND #status = :status",
  ExpressionAttributeNames: { "#owner": "Owner", "#status": "Status" },
  ExpressionAttributeValues: { ":owner": Owner, ":lease": LeaseUntil, ":status": Status, ...values },
});

/**
 * Makes the execution the photo's owner, or throws why it cannot be (see `mayClaim`). What an earlier attempt had
 * reached stays in the item.
 */
export async function claimPhoto(table: Table, photo: Photo): Promise<PhotoItem> {
  const { settings } = table;
  const claim: PhotoItem = {
    Etag: photo.etag,
    Status: "CLAIMED",
    Bucket: photo.bucket,
    Key: photo.key,
    Photo: photo.photo,
    Name: photo.name,
    Owner: photo.execution,
    LeaseUntil: nowInSeconds() + settings.leaseSeconds,
    RulesVersion: settings.rulesVersion,
    UpdatedAt: new Date().toISOString(),
  };
  // Nearly every photo is new, so what the table holds of it is only read once it turns out to hold something.
  if (await put(table, claim, ABSENT)) return claim;
  const before = await readItem(table, photo.etag);
  if (!before) throw new PhotoBusyError(`Another execution has just released ${photo.photo}`);
  await checkClaim(table, before, photo);
  const { Reason: _, Message: __, ...reached } = before;
  const item = { ...reached, ...claim };
  if (await put(table, item, asItWas(before))) return item;
  throw new PhotoBusyError(`Another execution has just claimed ${photo.photo}`);
}

/** Throws why this photo may not be taken, if it may not; a duplicate is noted at its original. */
export async function checkClaim(table: Table, item: PhotoItem, photo: Photo): Promise<void> {
  try {
    mayClaim(item, photo, { rulesVersion: table.settings.rulesVersion, now: nowInSeconds() });
  } catch (error) {
    if (error instanceof EtagError && item.Photo !== photo.photo) await noteDuplicate(table, item, photo);
    throw error;
  }
}

type Condition = Pick<
  PutCommandInput,
  "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

const ABSENT: Condition = { ConditionExpression: "attribute_not_exists(Etag)" };

/** False, and nothing written, if the condition does not hold. */
async function put({ dynamodb, settings }: Table, item: object, condition: Condition): Promise<boolean> {
  try {
    await dynamodb.send(new PutCommand({ TableName: settings.table, Item: { ...item }, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export interface UpdateOptions {
  /** An operation that was paid for: one is added to its calls. */
  paid?: "DetectFacesCalls" | "IndexFacesCalls" | undefined;
  /** The item as it was before, rather than as it is then. */
  before?: boolean;
}

/** Sets attributes of the photo's item and renews the claim; throws ClaimLostError if it is no longer ours. */
export async function updateItem(
  table: Table,
  photo: Photo,
  changes: Partial<PhotoItem>,
  { paid, before = false }: UpdateOptions = {},
): Promise<PhotoItem> {
  const { dynamodb, settings } = table;
  const set: Partial<PhotoItem> = {
    ...changes,
    LeaseUntil: nowInSeconds() + settings.leaseSeconds,
    UpdatedAt: new Date().toISOString(),
  };
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  const assignments = entries.map((_, i) => `#n${i} = :v${i}`).join(", ");
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: settings.table,
        Key: { Etag: photo.etag },
        UpdateExpression: `SET ${assignments}${paid ? " ADD #paid :one" : ""}`,
        ConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: {
          "#owner": "Owner",
          ...(paid && { "#paid": paid }),
          ...Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
        },
        ExpressionAttributeValues: {
          ":owner": photo.execution,
          ...(paid && { ":one": 1 }),
          ...Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
        },
        ReturnValues: before ? "ALL_OLD" : "ALL_NEW",
      }),
    );
    return Attributes as PhotoItem;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new ClaimLostError(`Another execution took ${photo.photo} over`);
  }
}

/**
 * Binds a token (`name:…`, `sha256:…`) to this photo's ETag, so that no two photos with it are processed at once.
 * `release` is given the ETag it was bound to before, if that was another, and throws if it may not be taken from it.
 */
export async function bindToken(
  table: Table,
  token: string,
  etag: string,
  release: (previous: string) => Promise<void>,
): Promise<void> {
  const binding = { Etag: token, Of: etag };
  if (await put(table, binding, ABSENT)) return;
  const { Of: previous } = ((await readItem(table, token)) ?? {}) as { Of?: string };
  if (previous === etag) return;
  if (previous !== undefined) {
    await release(previous);
    const unchanged = {
      ConditionExpression: "#of = :previous",
      ExpressionAttributeNames: { "#of": "Of" },
      ExpressionAttributeValues: { ":previous": previous },
    };
    if (await put(table, binding, unchanged)) return;
  }
  throw new PhotoBusyError(`Another execution has just taken ${token}`);
}
