// @ts-nocheck
import type { ChangedSearch } from "./changes.ts";
import { parseSearch } from "./documents.ts";
import { problemOf, readText } from "./read-photo.ts";
import type { FileRow, MatchRow, SearchRow } from "./rows.ts";
import { searchRows } from "./search-rows.ts";
import { checkRows, type Shapes } from "./shapes.ts";

export interface ReadSearch {
  searches: SearchRow[];
  matches: MatchRow[];
  files: FileRow[];
}

/** Reads the search of a face; of several documents of one face the last that can be used counts. */
export function readSearch({ faceId, documents }: ChangedSearch, shapes: Shapes): ReadSearch {
  const read: ReadSearch = { searches: [], matches: [], files: [] };
  for (const file of documents) {
    const { path, etag, modified } = file;
    const problem = problemOf(() => {
      const made = searchRows(parseSearch(readText(file), faceId), path, new Date(Math.round(modified)));
      checkRows(made, shapes);
      Object.assign(read, made);
    });
    read.files.push({ path, etag, problem: problem ?? null });
  }
  return read;
}
