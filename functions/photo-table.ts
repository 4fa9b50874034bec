import { assertClaimable } from "../core/claim-rules.ts";
import { ClaimLostError, EtagError, PhotoBusyError } from "../core/errors.ts";
import type { Photo } from "../core/photo-event.ts";
import type { DuplicatePhoto, PhotoItem } from "../core/photo-record.ts";
import * as items from "../core/table/photo-items.ts";
import type { Services } from "./clients.ts";

type Table = Pick<Services, "dynamodb" | "settings">;

const tableOf = ({ dynamodb, settings: { table } }: Table): items.PhotoTable => ({ dynamodb, table });

export const nowInSeconds = () => Math.floor(Date.now() / 1000);

export const readItem = (table: Table, etag: string): Promise<PhotoItem | undefined> =>
  items.readItem(tableOf(table), etag);

/** Deletes an item as it was read; throws PhotoBusyError if another execution has claimed it since. */
export async function deleteItem(table: Table, item: PhotoItem): Promise<void> {
  if (await items.deleteItem(tableOf(table), item.Etag, items.ifUnchanged(item))) return;
  throw new PhotoBusyError(`Another execution has just claimed ${item.Photo}`);
}

/** Makes an item claimable by others; throws PhotoBusyError if another execution has claimed it since it was read. */
export async function releaseItem(table: Table, item: PhotoItem): Promise<PhotoItem> {
  const released: PhotoItem = { ...item, Status: "FAILED", Reason: "OriginalReplaced" };
  if (await items.putItem(tableOf(table), released, items.ifUnchanged(item))) return released;
  throw new PhotoBusyError(`Another execution has just claimed ${item.Photo}`);
}

/** Most duplicates remembered for a photo. Once it is gone, the first of them becomes the original of the others. */
const MAX_DUPLICATES = 100;

/** Notes at the original that this photo has its bytes; throws PhotoBusyError if the original has changed since. */
export async function noteDuplicate(table: Table, original: PhotoItem, photo: Photo): Promise<void> {
  const { bucket, key, etag, size } = photo;
  const duplicate: DuplicatePhoto = { bucket, key, etag, ...(size !== undefined && { size }) };
  const known = original.Duplicates;
  const text = JSON.stringify(duplicate);
  if (known?.has(text) || (known?.size ?? 0) >= MAX_DUPLICATES) return;
  const add = { Duplicates: new Set([text]) };
  const condition = items.ifUnchanged(original);
  if (await items.changeItem(tableOf(table), original.Etag, { add, condition })) return;
  throw new PhotoBusyError(`Another execution has just changed ${original.Photo}`);
}

/**
 * Makes the execution the photo's owner, or throws why it cannot be (see `assertClaimable`). What an earlier attempt had
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
  if (await items.putItem(tableOf(table), claim, items.IF_ABSENT)) return claim;
  const before = await readItem(table, photo.etag);
  if (!before) throw new PhotoBusyError(`Another execution has just released ${photo.photo}`);
  await checkClaim(table, before, photo);
  const { Reason: _, Message: __, ...reached } = before;
  const item = { ...reached, ...claim };
  if (await items.putItem(tableOf(table), item, items.ifUnchanged(before))) return item;
  throw new PhotoBusyError(`Another execution has just claimed ${photo.photo}`);
}

/** Throws why this photo may not be taken, if it may not; a duplicate is noted at its original. */
export async function checkClaim(table: Table, item: PhotoItem, photo: Photo): Promise<void> {
  try {
    assertClaimable(item, photo, { rulesVersion: table.settings.rulesVersion, now: nowInSeconds() });
  } catch (error) {
    if (error instanceof EtagError && item.Photo !== photo.photo) await noteDuplicate(table, item, photo);
    throw error;
  }
}

export interface UpdateOptions {
  /** An operation that was paid for: one is added to its calls. */
  paid?: "DetectFacesCalls" | "IndexFacesCalls" | undefined;
  /** Return the item as it was before the update. */
  before?: boolean;
}

/** Sets attributes of the photo's item and renews the claim; throws ClaimLostError if it is no longer ours. */
export async function updateItem(
  table: Table,
  photo: Photo,
  changes: Partial<PhotoItem>,
  { paid, before = false }: UpdateOptions = {},
): Promise<PhotoItem> {
  const item = await items.changeItem(tableOf(table), photo.etag, {
    set: {
      ...changes,
      LeaseUntil: nowInSeconds() + table.settings.leaseSeconds,
      UpdatedAt: new Date().toISOString(),
    },
    add: paid ? { [paid]: 1 } : {},
    condition: items.ifEquals({ Owner: photo.execution }),
    before,
  });
  if (item) return item;
  throw new ClaimLostError(`Another execution took ${photo.photo} over`);
}

/**
 * Binds a name or a content to this photo's ETag, so that no two photos with it are processed at once. `release` is given the ETag
 * it was bound to before, if that was another, and throws if it may not be taken from it.
 */
export async function bind(
  table: Table,
  key: string,
  etag: string,
  release: (previous: string) => Promise<void>,
): Promise<void> {
  const binding: items.BindingItem = { Etag: key, Of: etag };
  if (await items.putItem(tableOf(table), binding, items.IF_ABSENT)) return;
  const { Of: previous } = (await items.readItem<items.BindingItem>(tableOf(table), key)) ?? {};
  if (previous === etag) return;
  if (previous !== undefined) {
    await release(previous);
    if (await items.putItem(tableOf(table), binding, items.ifEquals({ Of: previous }))) return;
  }
  throw new PhotoBusyError(`Another execution has just taken ${key}`);
}
