import { readFileSync } from "node:fs";
import type { DocumentFolder } from "../../../core/key-layout.ts";
import type { ChangedPhoto } from "./changes.ts";
import { type PhotoDocuments, parseDetected, parseIndexed, parseKept, parseRecord } from "./documents.ts";
import { type PhotoRows, photoRows } from "./photo-rows.ts";
import type { FileRow } from "./rows.ts";
import type { FoundFile } from "./scan.ts";
import { checkRows, type Shapes } from "./shapes.ts";

const PARSERS: Record<DocumentFolder, (text: string) => PhotoDocuments> = {
  "detect-faces": (text) => ({ detected: parseDetected(text) }),
  "index-faces": (text) => ({ indexed: parseIndexed(text) }),
  "keep-faces": (text) => ({ kept: parseKept(text) }),
  photos: (text) => ({ record: parseRecord(text) }),
};

/**
 * Reads a photo's documents and makes its rows. A document that cannot be used is named, with the reason, in the
 * rows of `files`; the others count all the same.
 */
export function readPhoto(
  { name, documents: found }: ChangedPhoto,
  thumbnailOf: (faceId: string) => string | null,
  shapes: Shapes,
): PhotoRows & { files: FileRow[] } {
  const files = Object.entries(found) as [DocumentFolder, FoundFile][];
  const writtenAt = new Date(Math.round(Math.max(...files.map(([, { modified }]) => modified))));
  const rowsOf = (documents: PhotoDocuments[]) => {
    const made = photoRows(Object.assign({}, ...documents), { name, writtenAt, thumbnailOf });
    checkRows(made, shapes);
    return made;
  };
  const problems = new Map<DocumentFolder, string>();
  const parsed = new Map<DocumentFolder, PhotoDocuments>();
  for (const [document, file] of files) {
    const problem = problemOf(() => parsed.set(document, PARSERS[document](readText(file))));
    if (problem) problems.set(document, problem);
  }
  let made: PhotoRows | undefined;
  const isWrong = problemOf(() => {
    made = rowsOf([...parsed.values()]);
  });
  if (isWrong) {
    // JSON, but with a value of another type than the field's: each document on its own shows whose it is.
    for (const [document, content] of parsed) {
      const problem = problemOf(() => rowsOf([content]));
      if (problem) problems.set(document, problem);
    }
    made = rowsOf([...parsed].filter(([document]) => !problems.has(document)).map(([, content]) => content));
  }
  const fileRows = files.map(([document, { path, etag }]) => ({
    path,
    etag,
    problem: problems.get(document) ?? null,
  }));
  return { ...made!, files: fileRows };
}

/** What the attempt throws, in words; undefined when it succeeds. */
export function problemOf(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as Error).message || "unknown";
  }
}

export function readText({ file }: Pick<FoundFile, "file">): string {
  const text = readFileSync(file, "utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
