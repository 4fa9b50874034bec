import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import { rows, transaction } from "../tables/database.ts";
import { appendRows } from "../tables/load/append.ts";
import { CommandError } from "../terminal/command.ts";
import type { ManifestEntry, PlannedObject } from "./plan.ts";

const COLUMNS = ["path", "bucket", "key", "etag", "bytes", "modified_at"];

/** What earlier syncs noted, by path. @throws CommandError when they were of another bucket */
export async function readManifest(
  connection: DuckDBConnection,
  bucket: string,
  datas: string,
): Promise<Map<string, ManifestEntry>> {
  const others = await rows<{ bucket: string }>(
    connection,
    "SELECT bucket FROM objects WHERE bucket <> $1 LIMIT 1",
    [bucket],
  );
  if (others[0]) {
    throw new CommandError(
      `${datas} holds the results of the bucket ${others[0].bucket}, not of ${bucket}. Give each bucket a folder of its own: --datas DIR`,
    );
  }
  const result = await connection.runAndReadAll(
    "SELECT path, etag, bytes, epoch_ms(modified_at) FROM objects",
  );
  const [paths, etags, bytes, times] = result.getColumns() as [
    string[],
    (string | null)[],
    bigint[],
    bigint[],
  ];
  return new Map(
    paths?.map((path, i) => [path, { etag: etags[i]!, bytes: Number(bytes[i]), modified: Number(times[i]) }]),
  );
}

/**
 * Before anything is fetched: these files are the bucket's, though not there yet. Should the sync end here, the
 * next one knows them, even if their objects are gone by then.
 */
export async function recordPlanned(
  connection: DuckDBConnection,
  bucket: string,
  planned: PlannedObject[],
): Promise<void> {
  await transaction(connection, async () => {
    await removeEntries(
      connection,
      planned.map(({ path }) => path),
    );
    const noted = planned.map(({ path, key, bytes, modified }) => ({
      path,
      bucket,
      key,
      etag: null,
      bytes,
      modified_at: new Date(modified),
    }));
    await appendRows(connection, "objects", COLUMNS, noted);
  });
}

export interface Downloaded {
  path: string;
  etag: string;
  bytes: number;
  modified: number;
}

/** The files are there, with this content. */
export async function recordDownloaded(
  connection: DuckDBConnection,
  downloaded: Downloaded[],
): Promise<void> {
  if (downloaded.length === 0) return;
  await connection.run(
    `UPDATE objects SET etag = b.etag, bytes = b.bytes, modified_at = make_timestamp_ms(b.modified)
     FROM (SELECT unnest($1::VARCHAR[]) AS path, unnest($2::VARCHAR[]) AS etag, unnest($3::BIGINT[]) AS bytes,
       unnest($4::BIGINT[]) AS modified) b
     WHERE objects.path = b.path`,
    [
      listValue(downloaded.map(({ path }) => path)),
      listValue(downloaded.map(({ etag }) => etag)),
      listValue(downloaded.map(({ bytes }) => BigInt(bytes))),
      listValue(downloaded.map(({ modified }) => BigInt(modified))),
    ],
  );
}

/** The files are gone. */
export async function removeEntries(connection: DuckDBConnection, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  await connection.run("DELETE FROM objects WHERE path IN (SELECT unnest($1::VARCHAR[]))", [
    listValue(paths),
  ]);
}
