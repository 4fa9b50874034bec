import type { WriteConditions } from "./conditions.ts";
import type { Bucket } from "./store/bucket.ts";
import { idOf, isObject } from "./store/versions.ts";

export interface Deleted {
  /** The delete marker that was made, or that was deleted. */
  marker?: { versionId: string };
  /** The version that was asked for by its id, whether or not it was there. */
  deletedId?: string;
}

/** One delete, for DeleteObject and for each entry of DeleteObjects. */
export async function deleteVersion(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  conditions: WriteConditions,
): Promise<Deleted> {
  if (versionId === undefined) {
    const made = await bucket.remove(key, conditions);
    return made ? { marker: { versionId: idOf(made) } } : {};
  }
  const version = await bucket.removeVersion(key, versionId, conditions);
  // A bucket without versioning accepts the id `null` but does not return it.
  if (bucket.description.versioning === undefined) return {};
  const isMarker = version !== undefined && !isObject(version);
  return { deletedId: versionId, ...(isMarker && { marker: { versionId } }) };
}
