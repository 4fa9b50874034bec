import type { DocumentFolder } from "../../../core/key-layout.ts";
import { etagOf, type LoadedFile, type SyncedObject } from "./manifest.ts";
import type { FoundFile } from "./scan.ts";
import { subjectOf } from "./subject.ts";

/** All documents of a photo of which at least one changed. */
export interface ChangedPhoto {
  name: string;
  documents: { [D in DocumentFolder]?: FoundFile };
  gone: string[];
  /** Whether rows of the photo may be in the tables. */
  isKnown: boolean;
}

/** All documents of a face's search of which at least one changed; the last counts. */
export interface ChangedSearch {
  faceId: string;
  documents: FoundFile[];
  gone: string[];
}

export interface ChangedThumbnail {
  faceId: string;
  /** Undefined when it is gone. */
  file: FoundFile | undefined;
  path: string;
}

export interface Changes {
  photos: ChangedPhoto[];
  searches: ChangedSearch[];
  thumbnails: ChangedThumbnail[];
  /** Files. */
  counts: { new: number; changed: number; gone: number; unchanged: number };
}

/** Compares what is there with what was loaded. Photos, searches and thumbnails come in the files' order. */
export function findChanges(
  found: Map<string, FoundFile>,
  loaded: Map<string, LoadedFile>,
  objects: Map<string, SyncedObject>,
): Changes {
  const photos = new Map<string, ChangedPhoto>();
  const searches = new Map<string, ChangedSearch>();
  const thumbnails: ChangedThumbnail[] = [];
  const counts = { new: 0, changed: 0, gone: 0, unchanged: 0 };

  const mark = (path: string, file: FoundFile | undefined, isKnown: boolean) => {
    const subject = subjectOf(path);
    if (!subject) return;
    counts[file ? (isKnown ? "changed" : "new") : "gone"]++;
    if (subject.kind === "thumbnail") thumbnails.push({ faceId: subject.faceId, file, path });
    else if (subject.kind === "search") {
      const search: ChangedSearch = searches.get(subject.faceId) ?? {
        faceId: subject.faceId,
        documents: [],
        gone: [],
      };
      searches.set(subject.faceId, search);
      if (!file) search.gone.push(path);
    } else {
      const { name } = subject;
      const photo: ChangedPhoto = photos.get(name) ?? {
        name,
        documents: {},
        gone: [],
        isKnown: false,
      };
      photos.set(name, photo);
      photo.isKnown ||= isKnown;
      if (!file) photo.gone.push(path);
    }
  };

  for (const [path, file] of found) {
    file.etag = etagOf(file, objects.get(path));
    const known = loaded.get(path);
    file.isKnown = known !== undefined;
    if (known?.etag === file.etag) counts.unchanged++;
    else mark(path, file, known !== undefined);
  }
  for (const path of loaded.keys()) if (!found.has(path)) mark(path, undefined, true);

  // What changed is made again as a whole, so the unchanged documents beside a changed one are needed too.
  if (photos.size + searches.size > 0) {
    for (const [path, file] of found) {
      const subject = subjectOf(path);
      if (subject?.kind === "photo") {
        const photo = photos.get(subject.name);
        if (!photo) continue;
        photo.documents[subject.document] = file;
        photo.isKnown ||= loaded.has(path);
      } else if (subject?.kind === "search") {
        searches.get(subject.faceId)?.documents.push(file);
      }
    }
  }
  return { photos: [...photos.values()], searches: [...searches.values()], thumbnails, counts };
}
