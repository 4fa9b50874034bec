import type { StoredObject, Version } from "./stored-object.ts";

/** Whether a bucket keeps what is overwritten or deleted; undefined for one that never did. */
export type Versioning = "Enabled" | "Suspended" | undefined;

/** All versions of a key, the newest first. A key without any is not in the index. */
export type Versions = readonly Version[];

/** What S3 calls the version that was written while versioning was off; a key has at most one. */
export const NULL_VERSION = "null";

export function idOf({ versionId = NULL_VERSION }: Version): string {
  return versionId;
}

export function isObject(version: Version | undefined): version is StoredObject {
  return version !== undefined && !("isDeleteMarker" in version);
}

export function findVersion(versions: Versions, id: string): Version | undefined {
  return versions.find((version) => idOf(version) === id);
}

/** The versions with a new one on top; an older one with the same id is dropped. */
export function withVersion(versions: Versions, version: Version): Versions {
  return [version, ...withoutVersion(versions, idOf(version))];
}

export function withoutVersion(versions: Versions, id: string): Versions {
  return versions.filter((version) => idOf(version) !== id);
}

/** The versions with one description replaced. */
export function withUpdate(versions: Versions, updated: Version): Versions {
  return versions.map((version) => (idOf(version) === idOf(updated) ? updated : version));
}
