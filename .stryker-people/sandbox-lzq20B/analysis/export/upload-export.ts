// @ts-nocheck
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { EXPORTS } from "../../core/key-layout.ts";
import { listObjects } from "../bucket/list-objects.ts";
import type { Target } from "../target/target.ts";
import type { ExportedFolder } from "./export-tables.ts";

export interface UploadedExport {
  sent: number;
  /** There already, with the same bytes. */
  unchanged: number;
  deleted: number;
}

/**
 * Puts the tables of an export under `exports/` of the bucket, where the deployment's Athena tables read them. What an
 * earlier export left there is replaced: new files come first, then those go that no table has any more.
 */
export async function uploadExport(
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  folder: string,
  tables: Pick<ExportedFolder, "table">[],
): Promise<UploadedExport> {
  const there = new Map<string, string>();
  for await (const page of listObjects(s3, bucket, EXPORTS)) {
    for (const { key, etag } of page) there.set(key, etag);
  }
  const result: UploadedExport = { sent: 0, unchanged: 0, deleted: 0 };
  for (const { table } of tables) {
    for (const file of await filesOf(join(folder, table))) {
      const Key = `${EXPORTS}${table}/${file}`;
      const Body = await readFile(join(folder, table, file));
      const isThere = there.get(Key) === createHash("md5").update(Body).digest("hex");
      if (!isThere) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      result[isThere ? "unchanged" : "sent"] += 1;
      there.delete(Key);
    }
  }
  for (const Key of there.keys()) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  return { ...result, deleted: there.size };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, "/"))
    .sort();
}
