import { keyToPath } from "../../core/key-path.ts";
import type { ListedObject } from "../bucket/list-objects.ts";
import type { FoundFile } from "../tables/load/scan.ts";

/** What an earlier sync noted of a file; `etag` is null when it did not come to fetch it. */
export interface ManifestEntry {
  etag: string | null;
  bytes: number;
  modified: number;
}

export interface PlannedObject extends ListedObject {
  path: string;
  /** The file that is there now. */
  file: FoundFile | undefined;
}

export interface Plan {
  /** To be fetched, or to be compared with the file that is there. */
  fetch: PlannedObject[];
  /** Files that came from the bucket, whose objects are gone. */
  remove: string[];
  /** Keys that get no file. */
  refused: { key: string; reason: string }[];
  unchanged: number;
}

/**
 * Compares bucket, notes and files. A file that no sync has downloaded is the user's own: it is neither counted as
 * an object nor removed.
 */
export function planSync(
  objects: ListedObject[],
  noted: Map<string, ManifestEntry>,
  files: Map<string, FoundFile>,
  foldsCase: boolean,
): Plan {
  const plan: Plan = { fetch: [], remove: [], refused: [], unchanged: 0 };
  const gone = new Set(noted.keys());
  for (const object of objects) {
    const reason = refusal(object.key);
    if (reason) {
      plan.refused.push({ key: object.key, reason });
      continue;
    }
    const path = keyToPath(object.key, { foldsCase });
    gone.delete(path);
    const file = files.get(path);
    const note = noted.get(path);
    const isUnchanged =
      file !== undefined &&
      note?.etag === object.etag &&
      note.bytes === file.bytes &&
      note.modified === Math.round(file.modified);
    if (isUnchanged) plan.unchanged++;
    // Not a copy: there may be a million of them.
    else plan.fetch.push(Object.assign(object, { path, file }));
  }
  plan.remove = [...gone];
  return plan;
}

/** Why a key gets no file; undefined for an ordinary one. */
function refusal(key: string): string | undefined {
  const [, ...name] = key.split("/");
  if (name[0] === "") return "an absolute path";
  return name.some((segment) => segment === "." || segment === "..") ? 'a path with "." or ".."' : undefined;
}
