import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { counted } from "../../../core/counted.ts";
import { DOCUMENT_FOLDERS } from "../../../core/key-layout.ts";
import { CommandError } from "../../terminal/command.ts";
import { DATABASE_FILE, rows } from "../database.ts";

/** The folder that a database's tables were loaded from; paths are absolute. */
export interface Source {
  folder: string;
  /** A folder of searches beside it. */
  searches?: string;
}

/** Undefined where nothing was loaded yet. @param database its path; the source is noted as seen from there */
export async function sourceOf(connection: DuckDBConnection, database: string): Promise<Source | undefined> {
  const [row] = await rows<{ folder: string; searches: string | null }>(connection, "FROM source");
  if (!row) return undefined;
  const absolute = (path: string) => resolve(dirname(database), path);
  return { folder: absolute(row.folder), ...(row.searches !== null && { searches: absolute(row.searches) }) };
}

/**
 * Makes `wanted` the folder that the tables mirror. The tables forget what is not there, so another folder than
 * before must be meant: `replace`. Without `wanted.searches`, those of the time before stay.
 *
 * @throws CommandError when the tables, or the data folder that the database is in, hold the results of another folder
 */
export async function claimSource(
  connection: DuckDBConnection,
  database: string,
  wanted: Source,
  { replace = false }: { replace?: boolean } = {},
): Promise<Source> {
  const before = await sourceOf(connection, database);
  const home = dirname(resolve(database));
  const folder = resolve(wanted.folder);
  const isSame = before?.folder === folder;
  if (!isSame && !replace) {
    const [{ photos } = { photos: 0 }] = await rows<{ photos: number }>(
      connection,
      "SELECT count(*) AS photos FROM photos",
    );
    if (before && photos > 0) throw taken(database, before.folder, photos);
    const isHome = resolve(database) === join(home, DATABASE_FILE) && folder !== home;
    if (isHome && holdsDocuments(home)) throw taken(database, home, photos);
  }
  const searches = wanted.searches ?? (isSame ? before.searches : undefined);
  const note = (path: string) => relative(home, path) || ".";
  await connection.run("DELETE FROM source");
  await connection.run("INSERT INTO source VALUES ($1, $2)", [
    note(folder),
    searches === undefined ? null : note(resolve(searches)),
  ]);
  return { folder, ...(searches !== undefined && { searches }) };
}

export const holdsDocuments = (folder: string) =>
  DOCUMENT_FOLDERS.some((name) => existsSync(join(folder, name)));

const taken = (database: string, folder: string, photos: number) =>
  new CommandError(
    `${database} holds the results of another folder: ${counted(photos, "photo")} of ${relative("", folder) || "."}. ` +
      "Choose another database (--db FILE or --datas DIR), or add --replace to load.ts.",
  );
