import type { DuckDBConnection } from "@duckdb/node-api";
import type { FoundFile } from "./scan.ts";

/** What the database knows of a file that it has loaded. */
export interface LoadedFile {
  etag: string;
  problem: string | null;
}

/** An object that sync has downloaded; the file is unchanged as long as size and time are these. */
export interface SyncedObject {
  etag: string;
  bytes: number;
  modified: number;
}

export async function loadedFiles(connection: DuckDBConnection): Promise<Map<string, LoadedFile>> {
  const result = await connection.runAndReadAll("SELECT path, etag, problem FROM files");
  const [paths, etags, problems] = result.getColumns() as [string[], string[], (string | null)[]];
  return new Map(paths?.map((path, i) => [path, { etag: etags[i]!, problem: problems[i]! }]));
}

export async function syncedObjects(connection: DuckDBConnection): Promise<Map<string, SyncedObject>> {
  const result = await connection.runAndReadAll(
    "SELECT path, etag, bytes, epoch_ms(modified_at) FROM objects WHERE etag IS NOT NULL",
  );
  const [paths, etags, bytes, times] = result.getColumns() as [string[], string[], bigint[], bigint[]];
  return new Map(
    paths?.map((path, i) => [path, { etag: etags[i]!, bytes: Number(bytes[i]), modified: Number(times[i]) }]),
  );
}

/**
 * What tells one content of the file from another: the object's ETag when the file is as sync has written it,
 * else size and time of the last change, marked weak as in HTTP.
 */
export function etagOf({ bytes, modified }: FoundFile, object: SyncedObject | undefined): string {
  const isUnchanged = object && object.bytes === bytes && object.modified === Math.round(modified);
  return isUnchanged ? object.etag : `W/"${bytes}-${modified}"`;
}
