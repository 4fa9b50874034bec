import pMap from "p-map";
import { isHeld } from "../../core/claim-rules.ts";
import type { PhotoItem } from "../../core/photo-record.ts";
import {
  type BindingItem,
  contentBinding,
  deleteItem,
  nameBinding,
  type PhotoTable,
  putItem,
  readItem,
} from "../../core/table/photo-items.ts";
import { CommandError } from "../terminal/command.ts";
import type { ForgottenPhoto } from "./plan-forget.ts";

/** @throws CommandError while the pipeline is at one of the photos: it would write again what is being erased */
export async function assertAtRest(table: PhotoTable, photos: ForgottenPhoto[]): Promise<void> {
  const assertOne = async ({ photo, etag }: ForgottenPhoto) => {
    const item = etag === null ? undefined : await readItem(table, etag);
    if (item && isHeld(item, Date.now() / 1000)) {
      throw new CommandError(`${photo} is being analysed at this moment. Forget it once it has ended.`);
    }
  };
  await pMap(photos, assertOne, { concurrency: 16 });
}

/**
 * Replaces the photo's item by a tombstone: the ETag and the hash of the bytes, and nothing else. The pipeline turns
 * the same bytes away from now on, whatever they are called. Goes first, so that nothing comes back meanwhile.
 */
export async function leaveTombstone(table: PhotoTable, photo: ForgottenPhoto): Promise<number> {
  const { name, etag, contentSha256 } = photo;
  const item: Partial<PhotoItem> = { Status: "FORGOTTEN", UpdatedAt: new Date().toISOString() };
  const bound = await readItem<BindingItem>(table, nameBinding(name));
  const etags = new Set([etag, bound?.Of].filter((one) => one !== null && one !== undefined));
  let tombstones = 0;
  for (const Etag of etags) {
    const known = await readItem(table, Etag);
    // The name may have passed to another photo since; that one is not meant.
    if (Etag !== etag && known?.Name !== name) continue;
    await putItem(table, { ...item, Etag });
    tombstones += 1;
  }
  if (contentSha256 !== null && etag !== null) {
    await putItem(table, { Etag: contentBinding(contentSha256), Of: etag });
  }
  if (bound) {
    await deleteItem(table, nameBinding(name));
  }
  return tombstones;
}
