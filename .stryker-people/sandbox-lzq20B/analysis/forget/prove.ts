// @ts-nocheck
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, type S3ServiceException } from "@aws-sdk/client-s3";
import type { DuckDBConnection } from "@duckdb/node-api";
import { EXPORTS, QUERY_RESULTS, uploadKey } from "../../core/key-layout.ts";
import { nameToken, readAllItems } from "../../core/table/photo-items.ts";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import type { Target } from "../target/target.ts";
import { objectVersions } from "./erase-bucket.ts";
import { facesOfCollection } from "./erase-collection.ts";
import { type ForgetPlan, faceIdsOf, resultKeys } from "./plan-forget.ts";

/** What is still there, by store: empty lists are the proof. Entries name places, never faces. */
export interface Residue {
  collection: string[];
  bucket: string[];
  table: string[];
  files: string[];
  database: string[];
}

/** Looks through every store for anything of what was erased. Changes nothing. */
export async function findResidue(target: Target, plan: ForgetPlan, datas: string): Promise<Residue> {
  const faceIds = faceIdsOf(plan);
  const etags = new Set(plan.photos.flatMap(({ etag }) => etag ?? []));
  const words = [...faceIds, ...plan.photos.flatMap(({ photo, name }) => [photo, name])];
  const inCollection = await facesOfCollection(target, new Set(faceIds), etags);
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
async function inBucket(target: Target, plan: ForgetPlan, faceIds: string[]): Promise<string[]> {
  const keys = new Set(plan.photos.flatMap((photo) => [...photo.pictures, ...resultKeys(photo)]));
  const names = plan.photos.map(({ photo }) => photo);
  const found = new Set<string>();
  for await (const { Key } of objectVersions(target, "")) {
    const isPicture = names.some(
      (photo) => Key === uploadKey(photo) || (/^rejected\/[^/]+\//.test(Key) && Key.endsWith(`/${photo}`)),
    );
    const isMadeOfResults = Key.startsWith(EXPORTS) || Key.startsWith(QUERY_RESULTS);
    if (keys.has(Key) || isPicture || isMadeOfResults || faceIds.some((faceId) => Key.includes(faceId)))
      found.add(Key);
  }
  for (const { name } of plan.faces) {
    for (const folder of ["detect-faces", "index-faces", "keep-faces", "photos"]) {
      const { Body } = await target.s3
        .send(new GetObjectCommand({ Bucket: target.bucket, Key: `${folder}/${name}.json` }))
        .catch((error: S3ServiceException) => {
          if (error.$metadata?.httpStatusCode !== 404) throw error;
          return { Body: undefined };
        });
      const text = (await Body?.transformToString()) ?? "";
      if (faceIds.some((faceId) => text.includes(faceId))) found.add(`${folder}/${name}.json`);
    }
  }
  return [...found];
}

/** Every item; a tombstone holds an ETag and no word of the photo. */
async function inTable(target: Target, plan: ForgetPlan, words: string[]): Promise<string[]> {
  const found: string[] = [];
  const isWord = new Set([
    ...words,
    ...plan.photos.flatMap(({ pictures, name }) => [...pictures, nameToken(name)]),
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
async function inFiles(datas: string, plan: ForgetPlan, faceIds: string[]): Promise<string[]> {
  const found: string[] = [];
  const names = new Set(plan.photos.flatMap(resultKeys));
  for (const path of await readdir(datas, { recursive: true })) {
    const file = join(datas, path);
    if (path.startsWith(DATABASE_FILE) || !(await stat(file)).isFile()) continue;
    const isNamed = names.has(path) || faceIds.some((faceId) => path.includes(faceId));
    // Thumbnails are pictures and hold no text; their names tell.
    const text = isNamed || path.endsWith(".jpg") ? "" : await readFile(file, "latin1");
    if (isNamed || faceIds.some((faceId) => text.includes(faceId))) found.push(path);
  }
  return found;
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
