// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../database.ts";
import type { Changes } from "./changes.ts";

export interface LoadSummary {
  /** Files since the last load. */
  files: Changes["counts"];
  /** Files that could not be loaded, of this time or an earlier one; each is tried again when it changes. */
  bad: { path: string; problem: string }[];
  /** Thumbnails whose face no record has. */
  orphans: string[];
  photos: number;
  faces: number;
  keptFaces: number;
  thumbnails: number;
  searches: number;
  matches: number;
}

export async function summarize(
  connection: DuckDBConnection,
  files: Changes["counts"],
): Promise<LoadSummary> {
  const bad = await rows<LoadSummary["bad"][number]>(
    connection,
    "SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path",
  );
  const orphans = await rows<{ path: string }>(
    connection,
    "SELECT path FROM thumbnails WHERE orphan ORDER BY path",
  );
  const [counts] = await rows<Omit<LoadSummary, "files" | "bad" | "orphans">>(
    connection,
    `SELECT (SELECT count(*) FROM photos) AS photos,
       (SELECT count(*) FROM faces) AS faces,
       (SELECT count(*) FROM faces WHERE kept) AS "keptFaces",
       (SELECT count(*) FROM thumbnails) AS thumbnails,
       (SELECT count(*) FROM searches) AS searches,
       (SELECT count(*) FROM matches) AS matches`,
  );
  return { files, bad, orphans: orphans.map(({ path }) => path), ...counts! };
}

/** At most this many names are listed; the tables have them all. */
const LISTED = 20;

/** The summary as lines of text. */
export function summaryText({ files, bad, orphans, ...counts }: LoadSummary): string {
  const { photos, faces, keptFaces, thumbnails, searches, matches } = counts;
  const lines = [
    `${photos} photos, ${faces} faces (${keptFaces} kept), ${thumbnails} thumbnails, ${searches} searches with ${matches} matches`,
    `files: ${files.new} new, ${files.changed} changed, ${files.gone} gone, ${files.unchanged} unchanged, ${bad.length} bad`,
    ...listed(bad, ({ path, problem }) => `bad file, skipped: ${shown(path)}: ${problem}`),
    ...listed(orphans, (path) => `orphan thumbnail, no record has its face: ${shown(path)}`),
  ];
  return lines.join("\n");
}

function listed<T>(items: T[], line: (item: T) => string): string[] {
  const more = items.length - LISTED;
  return [...items.slice(0, LISTED).map(line), ...(more > 0 ? [`… and ${more} more`] : [])];
}

/** A name on a terminal: control characters, which could move the cursor or set colours, are spelt out. */
export function shown(name: string): string {
  return name.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
