import type { DocumentFolder } from "../../../core/key-layout.ts";
import { pathToKey } from "../../../core/key-path.ts";

/** What a file of the data folder is about: the rows that change when it does. */
export type Subject =
  | { kind: "photo"; name: string; document: DocumentFolder }
  | { kind: "search"; faceId: string }
  | { kind: "thumbnail"; faceId: string };

/** The subject of a path, undefined for a file that is none of the pipeline's. */
export function subjectOf(path: string): Subject | undefined {
  // Only a path with a % differs from its key.
  const key = path.includes("%") ? pathToKey(path) : path;
  const slash = key.indexOf("/");
  const folder = key.slice(0, slash);
  const rest = key.slice(slash + 1);
  switch (folder) {
    case "detect-faces":
    case "index-faces":
    case "keep-faces":
    case "photos":
      return rest.endsWith(".json")
        ? { kind: "photo", name: rest.slice(0, -5), document: folder }
        : undefined;
    case "searchs":
    case "searches":
      return rest.endsWith(".json")
        ? { kind: "search", faceId: rest.slice(rest.lastIndexOf("/") + 1, -5) }
        : undefined;
    case "thumbnails":
      return rest.endsWith(".jpg") ? { kind: "thumbnail", faceId: rest.slice(0, -4) } : undefined;
    default:
      return undefined;
  }
}
