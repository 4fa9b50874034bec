import type { Bucket } from "./store/bucket.ts";
import { compareKeys, firstIndex } from "./store/key-order.ts";

export interface ListingRequest {
  prefix: string;
  /** Empty: none. */
  delimiter: string;
  /** Only what comes after this key, or after all keys of this common prefix. Empty: from the start. */
  after: string;
  max: number;
}

export interface ListingEntry {
  /** A key, or the common prefix of a group of keys, the delimiter included. */
  text: string;
  isPrefix: boolean;
}

/**
 * What a listing of `sorted` (all keys of a bucket, in S3's order) is made of, one by one.
 *
 * @param isListed false for keys that are passed over, as if they were not there
 */
export function* walkKeys(
  sorted: readonly string[],
  { prefix, delimiter, after }: Omit<ListingRequest, "max">,
  isListed: (key: string) => boolean = () => true,
): Generator<ListingEntry> {
  let at = firstIndex(sorted, (key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
  while (at < sorted.length) {
    const key = sorted[at]!;
    if (!key.startsWith(prefix)) return;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (!isListed(key)) at++;
    else if (cut < 0) {
      yield { text: key, isPrefix: false };
      at++;
    } else {
      const common = key.slice(0, cut + delimiter.length);
      // Does not list a common prefix again that the previous page listed.
      if (!after.startsWith(common)) yield { text: common, isPrefix: true };
      at = firstIndex(sorted, (other) => !other.startsWith(common), at);
    }
  }
}

/** The first `max` entries, and whether there are more. With a `max` of 0 the page is not truncated. */
export function page<T>(all: Iterable<T>, max: number): { entries: T[]; isTruncated: boolean } {
  const entries: T[] = [];
  if (max === 0) return { entries, isTruncated: false };
  for (const entry of all) {
    if (entries.length >= max) return { entries, isTruncated: true };
    entries.push(entry);
  }
  return { entries, isTruncated: false };
}

/** One page of the objects in a bucket. */
export function listObjectKeys(bucket: Pick<Bucket, "index" | "newest">, request: ListingRequest) {
  const isListed = (key: string) => bucket.newest(key) !== undefined;
  return page(walkKeys(bucket.index.sortedKeys(), request, isListed), request.max);
}
