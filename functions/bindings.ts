import { isHeld } from "../core/claim-rules.ts";
import { PhotoBusyError } from "../core/errors.ts";
import type { Photo } from "../core/photo-event.ts";
import { contentBinding, nameBinding } from "../core/table/photo-items.ts";
import type { Services } from "./clients.ts";
import { checkCurrent } from "./photo-bytes.ts";
import { bind, checkClaim, nowInSeconds, readItem } from "./photo-table.ts";
import { removePhoto } from "./remove-photo.ts";

/**
 * A name's documents belong to one photo at a time. Waits for an earlier photo of the name that is still processing, and
 * removes what an earlier one left that has ended. Throws StaleError if this one is the earlier: events come in any
 * order.
 */
export function bindName(services: Services, photo: Photo): Promise<void> {
  return bind(services, nameBinding(photo.name), photo.etag, async (previous) => {
    await checkCurrent(services, photo);
    const item = await readItem(services, previous);
    if (item?.Name !== photo.name) return;
    if (isHeld(item, nowInSeconds()))
      throw new PhotoBusyError(`An earlier ${photo.photo} is still processing`);
    // A rejection belongs to the bytes, not to the name, and left nothing in the collection.
    if (item.Status !== "REJECTED" && item.Status !== "FORGOTTEN") await removePhoto(services, item);
  });
}

/** The same bytes under another ETag are a duplicate all the same. */
export function bindContent(services: Services, photo: Photo, sha256: string): Promise<void> {
  return bind(services, contentBinding(sha256), photo.etag, async (previous) => {
    const item = await readItem(services, previous);
    if (item) await checkClaim(services, item, photo);
  });
}
