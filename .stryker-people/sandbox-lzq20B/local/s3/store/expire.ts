// @ts-nocheck
import type { Bucket } from "./bucket.ts";
import { idOf, isObject } from "./versions.ts";

const AT_ONCE = 100;

/**
 * S3's lifecycle rule of the deployed bucket: deletes versions that were replaced or deleted before `time`
 * (milliseconds since 1970), and then the delete markers that nothing is left under. Returns how many went.
 */
export async function expireVersions(bucket: Bucket, time: number): Promise<number> {
  const expired: { key: string; id: string }[] = [];
  for (const versions of bucket.index.values()) {
    // A version ceased to be the newest when the one above it was written.
    const kept = versions.filter((_, i) => i === 0 || versions[i - 1]!.time >= time);
    const [newest] = kept;
    const isBareMarker = kept.length === 1 && !isObject(newest) && newest!.time < time;
    for (const version of isBareMarker ? versions : versions.filter((one) => !kept.includes(one))) {
      expired.push({ key: version.key, id: idOf(version) });
    }
  }
  for (let i = 0; i < expired.length; i += AT_ONCE) {
    await Promise.all(expired.slice(i, i + AT_ONCE).map(({ key, id }) => bucket.removeVersion(key, id)));
  }
  return expired.length;
}
