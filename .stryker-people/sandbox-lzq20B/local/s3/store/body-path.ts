// @ts-nocheck
import { createHash } from "node:crypto";
import { join } from "node:path";
import { keyToPath } from "../../../core/key-path.ts";

// Longest path the system takes, less room for a final zero: 4096 on Linux, 1024 elsewhere.
const MAX_PATH_BYTES = process.platform === "linux" ? 4000 : 1000;

/** Where the newest body at `key` lies, below `folder`. @param foldsCase the disk takes `A` and `a` for one name */
export function bodyPath(folder: string, key: string, foldsCase: boolean): string {
  const path = keyToPath(key, { foldsCase });
  if (Buffer.byteLength(join(folder, path)) <= MAX_PATH_BYTES) return path;
  // `%l` is no escape that a key's path can begin with.
  return `%long/${createHash("sha256").update(key).digest("hex")}`;
}
