import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { mayClaim } from "./claim-rules.ts";
import type { Services } from "./clients.ts";
import { ClaimLostError, PhotoBusyError } from "./errors.ts";
import type { Photo } from "./photo-event.ts";
import type { PhotoItem } from "./photo-record.ts";

type Table = Pick<Services, "dynamodb" | "settings">;

export const nowInSeconds = () => Math.floor(Date.now() / 1000);

export async function readItem({ dynamodb, settings }: Table, etag: string): Promise<PhotoItem | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: settings.table, Key: { Etag: etag }, ConsistentRead: true }),
  );
  return Item as PhotoItem | undefined;
}

export async function deleteItem({ dynamodb, settings }: Table, etag: string): Promise<void> {
  await dynamodb.send(new DeleteCommand({ TableName: settings.table, Key: { Etag: etag } }));
}

/**
 * Makes the execution the photo's owner, or throws why it cannot be (see `mayClaim`). What an earlier attempt had
 * reached stays in the item.
 */
export async function claimPhoto(table: Table, photo: Photo): Promise<PhotoItem> {
  const { dynamodb, settings } = table;
  const before = await readItem(table, photo.etag);
  const now = nowInSeconds();
  if (before) mayClaim(before, photo, { rulesVersion: settings.rulesVersion, now });
  const { Reason: _, Message: __, ...reached } = before ?? {};
  const item: PhotoItem = {
    ...reached,
    Etag: photo.etag,
    Status: "CLAIMED",
    Bucket: photo.bucket,
    Key: photo.key,
    Photo: photo.photo,
    Name: photo.name,
    Owner: photo.execution,
    LeaseUntil: now + settings.leaseSeconds,
    RulesVersion: settings.rulesVersion,
    UpdatedAt: new Date().toISOString(),
  };
  const unchanged = before
    ? {
        ConditionExpression: "#owner = :owner AND LeaseUntil = :lease AND #status = :status",
        ExpressionAttributeNames: { "#owner": "Owner", "#status": "Status" },
        ExpressionAttributeValues: {
          ":owner": before.Owner,
          ":lease": before.LeaseUntil,
          ":status": before.Status,
        },
      }
    : { ConditionExpression: "attribute_not_exists(Etag)" };
  try {
    await dynamodb.send(new PutCommand({ TableName: settings.table, Item: item, ...unchanged }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new PhotoBusyError(`Another execution has just claimed ${photo.photo}`);
  }
  return item;
}

/** Sets attributes of the photo's item and renews the claim; throws ClaimLostError if it is no longer ours. */
export async function updateItem(
  table: Table,
  photo: Photo,
  changes: Partial<PhotoItem>,
): Promise<PhotoItem> {
  const { dynamodb, settings } = table;
  const set: Partial<PhotoItem> = {
    ...changes,
    LeaseUntil: nowInSeconds() + settings.leaseSeconds,
    UpdatedAt: new Date().toISOString(),
  };
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: settings.table,
        Key: { Etag: photo.etag },
        UpdateExpression: `SET ${entries.map((_, i) => `#n${i} = :v${i}`).join(", ")}`,
        ConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: {
          "#owner": "Owner",
          ...Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
        },
        ExpressionAttributeValues: {
          ":owner": photo.execution,
          ...Object.fromEntries(entries.map(([, value], i) => [`:v${i}`, value])),
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    return Attributes as PhotoItem;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new ClaimLostError(`Another execution took ${photo.photo} over`);
  }
}

/**
 * Binds a token (`name:…`, `sha256:…`) to this photo's ETag, so that no two photos with it are on their way at once.
 * Returns the ETag it was bound to before, if that was another; `release` decides whether it may be taken from it.
 */
export async function bindToken(
  table: Table,
  token: string,
  etag: string,
  release: (previous: string) => Promise<void>,
): Promise<void> {
  const { dynamodb, settings } = table;
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: settings.table, Key: { Etag: token }, ConsistentRead: true }),
  );
  const previous = Item?.Of as string | undefined;
  if (previous === etag) return;
  if (previous !== undefined) await release(previous);
  const unchanged =
    previous === undefined
      ? { ConditionExpression: "attribute_not_exists(Etag)" }
      : {
          ConditionExpression: "#of = :previous",
          ExpressionAttributeNames: { "#of": "Of" },
          ExpressionAttributeValues: { ":previous": previous },
        };
  try {
    await dynamodb.send(
      new PutCommand({ TableName: settings.table, Item: { Etag: token, Of: etag }, ...unchanged }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new PhotoBusyError(`Another execution has just taken ${token}`);
  }
}
