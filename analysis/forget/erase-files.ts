import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SearchFacesResponse } from "@aws-sdk/client-rekognition";
import pMap from "p-map";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { SEARCH_FOLDERS, thumbnailKey } from "../../core/key-layout.ts";
import { keyToPath } from "../../core/key-path.ts";
import { rewriteDecisions } from "../people/decision-ledger.ts";
import { type Decision, type FaceRef, withoutFaces } from "../people/decisions.ts";
import { readPeopleFile, writePeopleFile } from "../people/person-ids.ts";
import { THUMBNAIL_CACHE } from "../report/thumbnail-cache.ts";
import { USER_SEARCHES } from "../search/users/recognise-face.ts";
import { type LedgerLine, rewriteLedger } from "../tables/ledger/ledger-file.ts";
import { mentionsFace } from "./mentions-face.ts";
import { type ForgetPlan, faceIdsOf, resultKeys } from "./plan-forget.ts";

/** Searches read and written at the same time. */
const AT_ONCE = 16;

export interface ErasedFiles {
  /** Files that are gone. */
  deleted: number;
  /** Files from which mentions were taken out. */
  rewritten: number;
}

/** Erases from the data folder; the database is rebuilt from it afterwards. */
export async function eraseFiles(
  datas: string,
  plan: ForgetPlan,
  versions: { before: string; after: string },
): Promise<ErasedFiles> {
  const erased: ErasedFiles = { deleted: 0, rewritten: 0 };
  const remove = async (path: string) => {
    if (!existsSync(join(datas, path))) return;
    await rm(join(datas, path), { recursive: true });
    erased.deleted += 1;
  };
  const thumbnails = plan.faces.map(({ faceId }) => thumbnailKey(faceId));
  for (const key of [...plan.photos.flatMap(resultKeys), ...thumbnails]) {
    await remove(keyToPath(key));
    await remove(join(THUMBNAIL_CACHE, keyToPath(key)));
  }
  const faceIds = new Set(faceIdsOf(plan));
  for (const folder of [...SEARCH_FOLDERS, USER_SEARCHES]) {
    for (const { name, faceIds: own } of plan.photos) {
      for (const faceId of own) await remove(keyToPath(`${folder}/${name}/${faceId}.json`));
    }
    for (const { name, faceId } of plan.faces) await remove(keyToPath(`${folder}/${name}/${faceId}.json`));
  }
  for (const folder of SEARCH_FOLDERS) {
    erased.rewritten += await eraseMentions(join(datas, folder), faceIds, versions);
  }
  // Made from what is being erased; to be made again.
  for (const report of ["report.html", "report"]) await remove(report);
  erased.rewritten += await eraseDecisions(datas, plan, faceIds);
  erased.rewritten += await eraseFromLedger(datas, plan, faceIds);
  return erased;
}

/**
 * Takes the faces out of other faces' searches. A search of the collection as it was just before is a search of the
 * collection as it is now, for nothing but these faces went: it need not be paid for again.
 */
async function eraseMentions(
  folder: string,
  faceIds: Set<string>,
  { before, after }: { before: string; after: string },
): Promise<number> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  let rewritten = 0;
  const eraseFromOne = async (file: string) => {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    if (!text.includes(before) && !mentionsFace(text, faceIds)) return;
    let search: SearchFacesResponse & { CollectionVersion?: string; MaxFaces?: number };
    try {
      search = JSON.parse(text);
    } catch {
      return;
    }
    const matches = search.FaceMatches ?? [];
    const left = matches.filter(({ Face }) => !faceIds.has(Face?.FaceId ?? ""));
    const isCurrent = search.CollectionVersion === before && before !== after;
    if (left.length === matches.length && !isCurrent) return;
    if (left.length < matches.length) rewritten += 1;
    // An answer that was cut off stays one: it says nothing of what it did not list.
    const { MaxFaces } = search;
    const wasCut = MaxFaces !== undefined && matches.length >= MaxFaces;
    const document = {
      ...search,
      FaceMatches: left,
      ...(wasCut && { MaxFaces: left.length }),
      ...(isCurrent && { CollectionVersion: after }),
    };
    await writeAtomically(path, `${JSON.stringify(document)}\n`);
  };
  const searches = files.filter((name) => name.endsWith(".json"));
  await pMap(searches, eraseFromOne, { concurrency: AT_ONCE });
  return rewritten;
}

/** Removes decisions about erased faces; what they say about other faces stays. */
async function eraseDecisions(datas: string, plan: ForgetPlan, faceIds: Set<string>): Promise<number> {
  const photos = new Set(plan.photos.map(({ photo }) => photo));
  const isErased = ({ faceId, photo }: FaceRef) => faceIds.has(faceId) || photos.has(photo);
  const file = await readPeopleFile(datas);
  const withoutErased = (people: Record<string, FaceRef[]> = {}) =>
    Object.fromEntries(
      Object.entries(people)
        .map(([id, refs]) => [id, refs.filter((ref) => !isErased(ref))] as const)
        .filter(([, refs]) => refs.length > 0),
    );
  if (Object.keys(file.people).length > 0) {
    await writePeopleFile(datas, {
      ...file,
      people: withoutErased(file.people),
      former: withoutErased(file.former),
    });
  }
  let gone = 0;
  await rewriteDecisions(datas, (decisions) => {
    const left = decisions.flatMap(
      (decision): Decision | Decision[] =>
        (decision.type === "undo" ? decision : withoutFaces(decision, isErased)) ?? [],
    );
    const ids = new Set(left.map(({ id }) => id));
    gone = decisions.length - left.length;
    return left.filter((decision) => decision.type !== "undo" || ids.has(decision.undoes));
  });
  return gone;
}

/** The ledger keeps what was spent, not for which photo. */
async function eraseFromLedger(datas: string, plan: ForgetPlan, faceIds: Set<string>): Promise<number> {
  const photos = new Set(plan.photos.map(({ photo }) => photo));
  let changed = 0;
  await rewriteLedger(datas, (lines) =>
    lines.map(({ photo, faceId, ...line }): LedgerLine => {
      const isErased = faceIds.has(faceId ?? "") || photos.has(photo ?? "");
      if (isErased) changed += 1;
      return isErased
        ? line
        : { ...line, ...(photo !== undefined && { photo }), ...(faceId !== undefined && { faceId }) };
    }),
  );
  return changed;
}
