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
  /** A key, or a common prefix: what all of a group of keys begin with, up to and with the delimiter. */
  text: string;
  isPrefix: boolean;
}

/** One page of `sorted` (all keys of a bucket, in S3's order). */
export function listKeys(
  sorted: readonly string[],
  { prefix, delimiter, after, max }: ListingRequest,
): { entries: ListingEntry[]; isTruncated: boolean } {
  const entries: ListingEntry[] = [];
  let at = firstIndex(sorted, (key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
  while (at < sorted.length) {
    const key = sorted[at]!;
    if (!key.startsWith(prefix)) break;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      if (entries.length >= max) return { entries, isTruncated: max > 0 };
      entries.push({ text: key, isPrefix: false });
      at++;
      continue;
    }
    const common = key.slice(0, cut + delimiter.length);
    // A group that the page before ended with, or ended within, is not begun again.
    if (!after.startsWith(common)) {
      if (entries.length >= max) return { entries, isTruncated: max > 0 };
      entries.push({ text: common, isPrefix: true });
    }
    at = firstIndex(sorted, (other) => !other.startsWith(common), at);
  }
  return { entries, isTruncated: false };
}
