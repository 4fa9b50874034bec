import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import pMap from "p-map";
import { commandLine } from "../../core/command-line.ts";
import {
  detectFacesKey,
  EXPORTS,
  indexFacesKey,
  keepFacesKey,
  photoRecordKey,
  QUERY_RESULTS,
  thumbnailKey,
} from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { updatePeople } from "../people/update-people.ts";
import { callsUsd } from "../plan/prices.ts";
import { collectionVersion, readKeptFaces } from "../search/kept-faces.ts";
import { sync } from "../sync/sync-bucket.ts";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import { appendLedger, type LedgerLine } from "../tables/ledger/ledger-file.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { eraseFolder, eraseObjects, rewriteObject } from "./erase-bucket.ts";
import { eraseFaces, facesOfCollection } from "./erase-collection.ts";
import { eraseFiles } from "./erase-files.ts";
import { assertAtRest, leaveTombstone } from "./erase-table.ts";
import { type FaceRemoval, withoutFace } from "./face-documents.ts";
import { findResidue, isClean, type Residue } from "./find-residue.ts";
import { type ForgetPlan, faceIdsOf, resultKeys } from "./plan-forget.ts";

/** A receipt of counts only: no name, no FaceId, no biometric data. */
export interface Receipt {
  /** SHA-256 of what was asked to be forgotten, so that a receipt can be matched with a request. */
  subject: string;
  at: string;
  photos: number;
  faces: number;
  erased: { collectionFaces: number; objectVersions: number; files: number; mentions: number };
  tombstones: number;
  residue: Residue;
  clean: boolean;
}

/** Erases what the plan says from every store, then looks through them all. Run again after a crash, it goes on. */
export async function forget(target: Target, plan: ForgetPlan, datas: string): Promise<Receipt> {
  await assertAtRest(target, plan.photos);
  const left = await pMap(plan.photos, (photo) => leaveTombstone(target, photo), { concurrency: 16 });
  const tombstones = left.reduce((sum, count) => sum + count, 0);

  const etags = new Set(plan.photos.flatMap(({ etag }) => etag ?? []));
  const collectionFaces = await facesOfCollection(target, new Set(faceIdsOf(plan)), etags);
  await eraseFaces(target, collectionFaces);
  const objectVersions = await eraseFromBucket(target, plan);

  const path = join(datas, DATABASE_FILE);
  const kept = await withDatabase(path, { readOnly: true }, readKeptFaces);
  const gone = new Set(faceIdsOf(plan));
  const versions = {
    before: collectionVersion(kept),
    after: collectionVersion(kept.filter(({ faceId }) => !gone.has(faceId))),
  };
  await keepSpending(datas, plan);
  const files = await eraseFiles(datas, plan, versions);
  // Deleted rows stay readable in a database file until their place is taken, so it is made again from the files.
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
  await sync(target, { datas });
  await refreshTables(datas);
  await withDatabase(path, {}, (connection) => updatePeople(connection, { datas }));

  const residue = await findResidue(target, plan, datas);
  return {
    subject: createHash("sha256").update(plan.subject).digest("hex"),
    at: new Date().toISOString(),
    photos: plan.photos.length,
    faces: faceIdsOf(plan).length,
    erased: {
      collectionFaces: collectionFaces.length,
      objectVersions,
      files: files.deleted,
      mentions: files.rewritten,
    },
    tombstones,
    residue,
    clean: isClean(residue),
  };
}

/** The database is rebuilt from the folder, so the folder must be what it was built from. */
export function assertRebuildable(datas: string): void {
  if (["photos", "index-faces"].some((folder) => existsSync(join(datas, folder)))) return;
  throw new CommandError(
    `No results in ${datas} (photos/, index-faces/). Sync first: ${commandLine("sync")}`,
  );
}

/** These hold rows of everybody, and are made again by an export or a query. */
const MADE_OF_RESULTS = [EXPORTS, QUERY_RESULTS];

async function eraseFromBucket(target: Target, plan: ForgetPlan): Promise<number> {
  // The pictures of another bucket are not this system's to delete.
  const own = plan.photos.filter(({ bucket }) => bucket === null || bucket === target.bucket);
  const keys = [
    ...own.flatMap(({ pictures }) => pictures),
    ...plan.photos.flatMap(resultKeys),
    ...plan.faces.map(({ faceId }) => thumbnailKey(faceId)),
  ];
  let erased = await eraseObjects(target, keys);
  for (const folder of MADE_OF_RESULTS) erased += await eraseFolder(target, folder);
  for (const { name, faceId } of plan.faces) {
    let removal: FaceRemoval | undefined;
    await rewriteObject(target, indexFacesKey(name), (document) => {
      removal = withoutFace(document, faceId);
      return removal.indexed;
    });
    await rewriteObject(target, keepFacesKey(name), (faces) =>
      (faces as { FaceId?: string }[]).filter(({ FaceId }) => FaceId !== faceId),
    );
    await rewriteObject(target, detectFacesKey(name), (document) => removal?.detected(document) ?? document);
    await rewriteObject(target, photoRecordKey(name), (document) => {
      const record = document as PhotoRecord;
      const less = (count: number | undefined) => (count === undefined ? undefined : Math.max(0, count - 1));
      const counts = { detectedFaces: less(record.detectedFaces), keptFaces: less(record.keptFaces) };
      return { ...record, ...counts };
    });
  }
  return erased;
}

/** The photos' records say what was paid for them. Once they are erased, the ledger says it, without a name. */
async function keepSpending(datas: string, plan: ForgetPlan): Promise<void> {
  const calls = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
    rows<{
      operation: string;
      calls: number;
      usd: number;
      engine: "rekognition" | "lookalike" | null;
      at: string;
    }>(
      connection,
      `SELECT operation, sum(calls)::INTEGER AS calls, sum(usd) AS usd, engine, max(called_at)::DATE::VARCHAR AS at
       FROM api_calls WHERE source = 'pipeline' AND photo IN (SELECT unnest(json_extract_string($1::JSON, '$[*]')))
       GROUP BY operation, engine, called_at::DATE`,
      [JSON.stringify(plan.photos.map(({ photo }) => photo))],
    ),
  );
  await appendLedger(
    datas,
    calls.map(
      ({ at, operation, calls, usd, engine }): LedgerLine => ({
        at: new Date(`${at}T00:00:00Z`).toISOString(),
        source: "pipeline, forgotten photos",
        operation,
        calls,
        billed: usd > 0,
        usd,
        listUsd: callsUsd(operation, calls, "eu-west-1"),
        region: "eu-west-1",
        engine: engine ?? "rekognition",
      }),
    ),
  );
}
