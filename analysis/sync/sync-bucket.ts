import { existsSync } from "node:fs";
import { join } from "node:path";
import { ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { DuckDBConnection } from "@duckdb/node-api";
import pMap from "p-map";
import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import type { ListedObject } from "../bucket/list-objects.ts";
import { type ObjectReader, objectReader } from "../bucket/object-reader.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { loadLedger } from "../tables/ledger/load-ledger.ts";
import { loadFolder } from "../tables/load/load-folder.ts";
import { scanFolder } from "../tables/load/scan.ts";
import { LOAD_SETTINGS, plainErrors } from "../tables/load/settings.ts";
import { claimSource } from "../tables/load/source.ts";
import type { LoadSummary } from "../tables/load/summary.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command-error.ts";
import { concernsEveryRequest } from "../terminal/explain-aws-error.ts";
import { type DataFiles, dataFiles, foldsCase, isSameContent } from "./data-files.ts";
import { type Listing, listResults } from "./list-results.ts";
import { type Plan, type PlannedObject, planSync } from "./plan.ts";
import {
  type Downloaded,
  readManifest,
  recordDownloaded,
  recordPlanned,
  removeEntries,
} from "./sync-manifest.ts";

export type SyncPhase = "list" | "fetch" | "load";

export interface SyncOptions {
  datas: string;
  /** Compare only: change neither files nor tables. */
  dryRun?: boolean | undefined;
  /** Let the bucket replace results of which it has none: those of another `--state` or deployment. */
  replace?: boolean | undefined;
  /** `total` is 0 while it is not known. */
  onProgress?: ((done: number, total: number, phase: SyncPhase) => void) | undefined;
  /** Objects fetched at the same time. */
  concurrency?: number | undefined;
}

export interface SyncSummary {
  /** Objects of the bucket; in a dry run `fetched` and `removed` are what would be. */
  objects: { fetched: number; alreadyThere: number; removed: number; unchanged: number; bytes: number };
  refused: Plan["refused"];
  /** Objects that could not be fetched or written; the next sync tries them again. */
  failed: { key: string; problem: string }[];
  /** What the tables have now; undefined in a dry run. */
  tables: LoadSummary | undefined;
  dryRun: boolean;
}

/** Enough to hide how far AWS is and to keep both cores of a small machine busy; more gained nothing. */
const CONCURRENCY = 128;
/** Files noted as downloaded in one transaction. */
const BATCH = 1000;

/**
 * Brings the results from the bucket to files and tables, only what changed. Deletions are mirrored. May be killed
 * at any moment: the next run ends as one that was not.
 */
export async function sync(
  target: Pick<Target, "s3" | "bucket">,
  options: SyncOptions,
): Promise<SyncSummary> {
  const { datas, dryRun = false } = options;
  const database = join(datas, DATABASE_FILE);
  return await plainErrors(datas, async () => {
    const listing = await listResults(target.s3, target.bucket, (count) =>
      options.onProgress?.(count, 0, "list"),
    );
    if (dryRun) return await compare(target.bucket, database, listing.objects, options);
    const folds = foldsCase(datas);
    return await withDatabase(database, { settings: LOAD_SETTINGS }, async (connection) => {
      await claimSource(connection, database, { folder: datas });
      const noted = await readManifest(connection, target.bucket, datas);
      const plan = planSync(listing.objects, noted, scanFolder(datas), folds);
      if (!options.replace && noted.size > 0 && plan.remove.length === noted.size)
        await assertSameSource(target, noted.size, listing.objects.length, datas);
      const { failed, ...objects } = await bring(connection, target, listing, plan, options);
      const onProgress = (done: number, total: number) => options.onProgress?.(done, total, "load");
      const tables = await loadFolder(connection, { datas, onProgress });
      await loadLedger(connection, datas);
      return {
        objects: { ...objects, unchanged: plan.unchanged },
        refused: plan.refused,
        failed,
        tables,
        dryRun,
      };
    });
  });
}

/**
 * A bucket that has none of the results that were fetched before is another one, unless it was emptied: its versions
 * tell. Mirroring it would remove them all.
 *
 * @throws CommandError that names the ways out
 */
async function assertSameSource(
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  noted: number,
  objects: number,
  datas: string,
): Promise<void> {
  if (objects === 0) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 1 }),
    );
    if (Versions.length + DeleteMarkers.length > 0) return;
  }
  throw new CommandError(
    `The bucket has none of the ${counted(noted, "result")} in ${datas}: they come from another --state or --target. ` +
      `Give that one, or another --datas; ${commandLine("sync")} --replace makes the data folder as the bucket is.`,
  );
}

async function compare(
  bucket: string,
  database: string,
  objects: ListedObject[],
  { datas }: SyncOptions,
): Promise<SyncSummary> {
  const noted = existsSync(database)
    ? await withDatabase(database, { readOnly: true }, (connection) =>
        readManifest(connection, bucket, datas),
      )
    : new Map();
  const files = existsSync(datas) ? scanFolder(datas) : new Map();
  const { fetch, remove, refused, unchanged } = planSync(objects, noted, files, false);
  const missing = fetch.filter((object) => !isSameContent(object));
  return {
    objects: {
      fetched: missing.length,
      alreadyThere: fetch.length - missing.length,
      removed: remove.length,
      unchanged,
      bytes: missing.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    refused,
    failed: [],
    tables: undefined,
    dryRun: true,
  };
}

type Done = Omit<SyncSummary["objects"], "unchanged"> & { failed: SyncSummary["failed"] };

/** Makes the files those of the plan. */
async function bring(
  connection: DuckDBConnection,
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  { endpoint }: Listing,
  { fetch, remove }: Plan,
  { datas, onProgress, concurrency = CONCURRENCY }: SyncOptions,
): Promise<Done> {
  const done: Done = { fetched: 0, alreadyThere: 0, removed: 0, bytes: 0, failed: [] };
  if (fetch.length + remove.length === 0) return done;
  const files = dataFiles(datas);
  const reader = objectReader(s3, bucket, endpoint, concurrency);
  try {
    await recordPlanned(connection, bucket, fetch);
    let downloaded: Downloaded[] = [];
    let noted: Promise<void> = Promise.resolve();
    let finished = 0;
    // DuckDB notes one batch in its own threads while the next is fetched.
    const note = () => {
      const batch = downloaded;
      downloaded = [];
      noted = noted.then(() => recordDownloaded(connection, batch));
      noted.catch(() => undefined);
    };
    await pMap(
      fetch,
      async (object) => {
        const file = await bringOne(object, files, reader, done);
        if (file) downloaded.push(file);
        onProgress?.(++finished, fetch.length, "fetch");
        if (downloaded.length >= BATCH) note();
      },
      { concurrency },
    ).finally(note);
    await noted;
    for (const path of remove) files.remove(path);
    await removeEntries(connection, remove);
    done.removed = remove.length;
    return done;
  } finally {
    reader.close();
    files.close();
  }
}

async function bringOne(
  object: PlannedObject,
  files: DataFiles,
  reader: ObjectReader,
  done: Done,
): Promise<Downloaded | undefined> {
  const { path, key, etag, bytes, file } = object;
  try {
    if (file && isSameContent(object)) {
      done.alreadyThere++;
      return { path, etag, bytes, modified: Math.round(file.modified) };
    }
    const fetched = await reader.get(object);
    if (!fetched) return undefined;
    await files.write(path, fetched.content, fetched.modified);
    done.fetched++;
    done.bytes += fetched.content.length;
    return { path, etag: fetched.etag, bytes: fetched.content.length, modified: fetched.modified };
  } catch (error) {
    // A full disk or a folder that may not be written concerns all objects, not this one.
    if (["ENOSPC", "EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? ""))
      throw error;
    if (concernsEveryRequest(error as Error)) throw error;
    done.failed.push({ key, problem: (error as Error).message });
    return undefined;
  }
}
