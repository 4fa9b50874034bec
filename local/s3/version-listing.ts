import { type ListingEntry, type ListingRequest, walkKeys } from "./listing.ts";
import type { KeyIndex } from "./store/key-index.ts";
import type { Version } from "./store/stored-object.ts";
import { idOf, type Versions } from "./store/versions.ts";

export interface VersionEntry {
  version: Version;
  isLatest: boolean;
}

/** Every version and delete marker, by key and from the newest to the oldest, and common prefixes. */
export function* walkVersions(
  index: KeyIndex<Versions>,
  request: Omit<ListingRequest, "max"> & { afterVersion: string | undefined },
): Generator<VersionEntry | ListingEntry> {
  const { prefix, delimiter, after, afterVersion } = request;
  const entriesOf = (key: string): VersionEntry[] =>
    (index.get(key) ?? []).map((version, i) => ({ version, isLatest: i === 0 }));
  const isGrouped = delimiter !== "" && after.includes(delimiter, prefix.length);
  if (afterVersion !== undefined && after.startsWith(prefix) && !isGrouped) {
    const entries = entriesOf(after);
    const at = entries.findIndex(({ version }) => idOf(version) === afterVersion);
    // If the version was deleted meanwhile (a client empties a bucket page by page), all remaining ones follow.
    yield* entries.slice(at + 1);
  }
  for (const entry of walkKeys(index.sortedKeys(), request)) {
    if (entry.isPrefix) yield entry;
    else yield* entriesOf(entry.text);
  }
}
