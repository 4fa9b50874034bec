// @ts-nocheck
import { close, readFile } from "node:fs";
import { promisify } from "node:util";
import { S3Error } from "./errors.ts";
import type { Store } from "./store/store.ts";

export interface ObjectName {
  bucket: string;
  key: string;
  versionId?: string | undefined;
}

/** Reads an object for another service of the local AWS; one that is too large is not even begun. */
export async function readBody(
  store: Store,
  name: ObjectName,
  maxBytes: number,
): Promise<Uint8Array | "missing" | "too large"> {
  const opened = open(store, name, maxBytes);
  if (typeof opened === "string") return opened;
  try {
    return await promisify(readFile)(opened);
  } finally {
    await promisify(close)(opened);
  }
}

function open(store: Store, name: ObjectName, maxBytes: number) {
  try {
    const bucket = store.bucket(name.bucket);
    const object = bucket.object(name.key, name.versionId);
    return object.size > maxBytes ? "too large" : bucket.openBody(object);
  } catch (error) {
    if (error instanceof S3Error) return "missing"; // No such bucket, object or version.
    throw error;
  }
}
