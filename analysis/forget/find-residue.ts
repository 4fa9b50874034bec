import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { GetObjectCommand, type S3ServiceException } from "@aws-sdk/client-s3";
import type { DuckDBConnection } from "@duckdb/node-api";
import pMap, { pMapSkip } from "p-map";
import { EXPORTS, photoOf, QUERY_RESULTS, REJECTED, UPLOADS } from "../../core/key-layout.ts";
import { keyToPath } from "../../core/key-path.ts";
import { nameBinding, readAllItems } from "../../core/table/photo-items.ts";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import type { Target } from "../target/target.ts";
import { objectVersions } from "./erase-bucket.ts";
import { facesOfCollection } from "./erase-collection.ts";
import { mentionsFace } from "./mentions-face.ts";
import { documentKeys, type ForgetPlan, faceIdsOf, resultKeys } from "./plan-forget.ts";

/** Files, or documents of the bucket, read at the same time. */
const AT_ONCE = 16;

/** The remains in each store: empty lists are the proof. Entries name places, never faces. */
export interface Residue {
  collection: string[];
  bucket: string[];
  table: string[];
  files: string[];
  database: string[];
}

/** Looks through every store for anything of what was erased. Changes nothing. */
export async function findResidue(target: Target, plan: ForgetPlan, datas: string): Promise<Residue> {
  const ids = faceIdsOf(plan);
  const faceIds = new Set(ids);
  const etags = new Set(plan.photos.flatMap(({ etag }) => etag ?? []));
  const words = [...ids, ...plan.photos.flatMap(({ photo, name }) => [photo, name])];
  const inCollection = await facesOfCollection(target, faceIds, etags);
  return {
    collection: inCollection.length > 0 ? [`${inCollection.length} faces`] : [],
    bucket: await inBucket(target, plan, faceIds),
    table: await inTable(target, plan, words),
    files: await inFiles(datas, plan, faceIds),
    database: await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
      inDatabase(connection, words),
    ),
  };
}

export const isClean = (residue: Residue): boolean =>
  Object.values(residue).every((places) => places.length === 0);

/** All versions of all objects: by key, and in the documents of photos that stay by their content. */
async function inBucket(target: Target, plan: ForgetPlan, faceIds: ReadonlySet<string>): Promise<string[]> {
  const keys = new Set(plan.photos.flatMap((photo) => [...photo.pictures, ...resultKeys(photo)]));
  const photos = new Set(plan.photos.map(({ photo }) => photo));
  const found = new Set<string>();
  for await (const { Key } of objectVersions(target, "")) {
    const isMadeOfResults = Key.startsWith(EXPORTS) || Key.startsWith(QUERY_RESULTS);
    if (keys.has(Key) || isPicture(Key, photos) || isMadeOfResults || mentionsFace(Key, faceIds))
      found.add(Key);
  }
  const documents = plan.faces.flatMap(({ name }) => documentKeys(name));
  await pMap(
    new Set(documents),
    async (Key) => {
      const { Body } = await target.s3
        .send(new GetObjectCommand({ Bucket: target.bucket, Key }))
        .catch((error: S3ServiceException) => {
          if (error.$metadata?.httpStatusCode !== 404) throw error;
          return { Body: undefined };
        });
      if (mentionsFace((await Body?.transformToString()) ?? "", faceIds)) found.add(Key);
    },
    { concurrency: AT_ONCE },
  );
  return [...found];
}

/** Whether it is the picture of one of the photos, where it was uploaded or where rejected ones go. */
function isPicture(key: string, photos: ReadonlySet<string>): boolean {
  if (key.startsWith(UPLOADS)) return photos.has(photoOf(key));
  if (!key.startsWith(REJECTED)) return false;
  return photos.has(key.slice(key.indexOf("/", REJECTED.length) + 1));
}

/** Every item; a tombstone holds an ETag and no word of the photo. */
async function inTable(target: Target, plan: ForgetPlan, words: string[]): Promise<string[]> {
  const found: string[] = [];
  const isWord = new Set([
    ...words,
    ...plan.photos.flatMap(({ pictures, name }) => [...pictures, nameBinding(name)]),
  ]);
  for await (const page of readAllItems(target)) {
    for (const item of page) {
      if (Object.values(item).some((value) => typeof value === "string" && isWord.has(value))) {
        found.push("1 item");
      }
    }
  }
  return found;
}

/** Every file of the data folder but the database: FaceIds in any text, and names of erased photos in paths. */
async function inFiles(datas: string, plan: ForgetPlan, faceIds: ReadonlySet<string>): Promise<string[]> {
  const names = new Set(plan.photos.flatMap(resultKeys).map((key) => keyToPath(key)));
  const left = async (path: string): Promise<string | typeof pMapSkip> => {
    if (names.has(path) || mentionsFace(path, faceIds)) return path;
    // Thumbnails are pictures and hold no text; their names tell.
    if (path.endsWith(".jpg")) return pMapSkip;
    return mentionsFace(await readFile(join(datas, path), "latin1"), faceIds) ? path : pMapSkip;
  };
  const entries = await readdir(datas, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(datas, join(parentPath, name)))
    .filter((path) => !path.startsWith(DATABASE_FILE));
  return pMap(files, left, { concurrency: AT_ONCE });
}

/** Every text column of every table. */
async function inDatabase(connection: DuckDBConnection, words: string[]): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    connection,
    `SELECT table_name AS "table", column_name AS "column" FROM duckdb_columns()
     WHERE NOT internal AND data_type = 'VARCHAR'
       AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT internal)`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [{ count } = { count: 0 }] = await rows<{ count: number }>(
      connection,
      `SELECT count(*) AS count FROM "${table}"
       WHERE "${column}" IN (SELECT unnest(json_extract_string($1::JSON, '$[*]')))`,
      [JSON.stringify(words)],
    );
    if (count > 0) found.push(`${table}.${column}: ${count} rows`);
  }
  return found;
}
