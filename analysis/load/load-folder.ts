import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import { transaction } from "../database.ts";
import { appendRows, type RowsByTable, type Shapes, tableShapes } from "./append.ts";
import { type ChangedThumbnail, type Changes, findChanges } from "./changes.ts";
import { linkRows } from "./link.ts";
import { broughtObjects, deleteWhere, loadedFiles } from "./manifest.ts";
import { readPhoto } from "./read-photo.ts";
import { readSearch } from "./read-search.ts";
import type { Table, TableRows } from "./rows.ts";
import { type FoundFile, scanFolder } from "./scan.ts";
import { type LoadSummary, summarize } from "./summary.ts";

export interface LoadOptions {
  /** The data folder. */
  datas: string;
  /** Another folder of searches, `<name>/<FaceId>.json` each. */
  searches?: string | undefined;
  /** Photos, searches or thumbnails per transaction. */
  batch?: number;
  onProgress?(done: number, total: number): void;
}

/** Enough that a commit costs little beside its rows, few enough to hold in memory. */
const BATCH = 2000;

/**
 * Brings the tables to what the folder's files say: reads those that changed since the last time, forgets those
 * that are gone. Every batch is one transaction together with the note of which files it has loaded, so a load
 * that was killed goes on where it was.
 */
export async function loadFolder(connection: DuckDBConnection, options: LoadOptions): Promise<LoadSummary> {
  const { datas, searches, batch = BATCH, onProgress } = options;
  const found = scanFolder(datas, searches);
  const changes = findChanges(found, await loadedFiles(connection), await broughtObjects(connection));
  const total = changes.photos.length + changes.searches.length + changes.thumbnails.length;
  let done = 0;
  const shapes = await tableShapes(connection);
  const inBatches = async <T>(items: T[], load: (part: T[]) => Promise<void>) => {
    for (let first = 0; first < items.length; first += batch) {
      const part = items.slice(first, first + batch);
      await transaction(connection, () => load(part));
      done += part.length;
      onProgress?.(done, total);
      // Lets a local region in this process, timers and signals have their turn.
      await new Promise(setImmediate);
    }
  };
  await inBatches(changes.photos, (part) => loadPhotos(connection, part, found, shapes));
  await inBatches(changes.searches, (part) => loadSearches(connection, part, shapes));
  await inBatches(changes.thumbnails, (part) => loadThumbnails(connection, part, shapes));
  await transaction(connection, () => linkRows(connection));
  return await summarize(connection, changes.counts);
}

async function loadPhotos(
  connection: DuckDBConnection,
  photos: Changes["photos"],
  found: Map<string, FoundFile>,
  shapes: Shapes,
): Promise<void> {
  const thumbnailOf = (faceId: string) => {
    const path = `thumbnails/${faceId}.jpg`;
    return found.has(path) ? path : null;
  };
  const all = new Collected();
  for (const photo of photos) all.add(readPhoto(photo, thumbnailOf, shapes));
  const names = photos.filter(({ isKnown }) => isKnown).map(({ name }) => name);
  if (names.length > 0) {
    for (const table of ["faces", "emotions", "landmarks", "api_calls"]) {
      const own = table === "api_calls" ? "source = 'pipeline' AND" : "";
      await connection.run(
        `DELETE FROM ${table} WHERE ${own} photo IN (SELECT photo FROM photos WHERE name IN (SELECT unnest($1::VARCHAR[])))`,
        [listValue(names)],
      );
    }
    await deleteWhere(connection, "photos", "name", names);
  }
  const gone = photos.flatMap((photo) => photo.gone);
  await all.write(connection, shapes, gone);
}

async function loadSearches(
  connection: DuckDBConnection,
  searches: Changes["searches"],
  shapes: Shapes,
): Promise<void> {
  const all = new Collected();
  for (const search of searches) all.add(readSearch(search, shapes));
  const ids = searches.map(({ faceId }) => faceId);
  await deleteWhere(connection, "searches", "face_id", ids);
  await deleteWhere(connection, "matches", "face_id", ids);
  await all.write(
    connection,
    shapes,
    searches.flatMap((search) => search.gone),
  );
}

async function loadThumbnails(
  connection: DuckDBConnection,
  thumbnails: ChangedThumbnail[],
  shapes: Shapes,
): Promise<void> {
  const all = new Collected();
  for (const { faceId, file } of thumbnails) {
    if (!file) continue;
    const { path, bytes, modified, etag } = file;
    const written_at = new Date(Math.round(modified));
    all.add({
      thumbnails: [{ face_id: faceId, path, bytes, face_key: null, photo: null, orphan: true, written_at }],
      files: [{ path, etag, problem: null }],
    });
  }
  await deleteWhere(
    connection,
    "thumbnails",
    "face_id",
    thumbnails.map(({ faceId }) => faceId),
  );
  const gone = thumbnails.filter(({ file }) => !file).map(({ path }) => path);
  await all.write(connection, shapes, gone);
}

/** The rows of one transaction. */
class Collected {
  private readonly rows = new Map<Table, TableRows[Table][]>();

  add(made: RowsByTable): void {
    for (const [table, tableRows] of Object.entries(made) as [Table, TableRows[Table][]][]) {
      const all = this.rows.get(table) ?? [];
      this.rows.set(table, all);
      for (const row of tableRows) all.push(row);
    }
  }

  /** Writes the rows, and notes the files as loaded or, those that are gone, forgets them. */
  async write(connection: DuckDBConnection, shapes: Shapes, gone: string[]): Promise<void> {
    const files = (this.rows.get("files") ?? []) as TableRows["files"][];
    await deleteWhere(connection, "files", "path", [...files.map(({ path }) => path), ...gone]);
    for (const [table, tableRows] of this.rows) await appendRows(connection, table, tableRows, shapes);
  }
}
