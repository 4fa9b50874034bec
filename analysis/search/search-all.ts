import { join } from "node:path";
import pMap from "p-map";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";
import { callsUsd } from "../plan/prices.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import type { Target } from "../target/target.ts";
import { covers, type SearchRequest } from "./cached-search.ts";
import { collectionVersion, readKeptFaces, type SearchableFace } from "./kept-faces.ts";
import { assertComparable, collectionModelVersion } from "./model-versions.ts";
import { searchFace } from "./search-face.ts";

export interface SearchAllOptions {
  datas: string;
  /** Percent; without it Rekognition's default holds (`DEFAULT_THRESHOLD`). */
  threshold?: number | undefined;
  maxFaces?: number | undefined;
  /** Dollars that may be spent, by AWS's price list; the local AWS is held to the same budget. */
  maxCost?: number | undefined;
  /** Stops after the searches under way. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told what is about to be spent, before anything is. Answering false spends nothing. */
  onPlan?: ((plan: SearchPlan) => boolean | Promise<boolean>) | undefined;
  /** The command that pays, for the ledger. */
  source?: string | undefined;
  /** Search those again that were searched already. */
  refresh?: boolean | undefined;
  /** Faces to search; all kept ones by default. */
  only?: ((face: SearchableFace) => boolean) | undefined;
}

export interface SearchPlan {
  /** Calls that will be made, and the kept faces that need none. */
  calls: number;
  known: number;
  /** Dollars by AWS's price list. */
  usd: number;
  /** False for the local AWS: nothing is charged. */
  billed: boolean;
  /** Calls left out because of `maxCost`. */
  beyondBudget: number;
}

export interface SearchedAll extends SearchPlan {
  /** Calls that were made. */
  made: number;
  /** Faces whose answer holds exactly as many matches as were asked for: there are probably more. */
  truncated: string[];
  /** Faces that the collection does not have (any more). */
  gone: string[];
  /** Faces without a recorded answer, where only recorded answers are replayed. */
  unrecorded: string[];
}

/** Rekognition's default rate in a region is 50 calls a second or more; a call takes a fraction of a second. */
const AT_ONCE = 8;

/**
 * Searches every kept face that was not yet searched this far down. Faces that were searched before others came need
 * no second search: the newcomers' own searches find them. Each answer is saved before the next is asked for, so it
 * may be stopped or killed at any time and goes on from there.
 */
export async function searchAll(target: Target, options: SearchAllOptions): Promise<SearchedAll> {
  const { datas, source = "search", signal } = options;
  const request: SearchRequest = {
    threshold: options.threshold ?? DEFAULT_THRESHOLD,
    maxFaces: options.maxFaces ?? MAX_MATCHES,
  };
  await refreshTables(datas);
  const all = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, readKeptFaces);
  const wanted = options.only ? all.filter(options.only) : all;
  const isOpen = ({ search }: SearchableFace) => options.refresh || !search || !covers(search, request);
  const open = wanted.filter(isOpen);
  const affordable = withinBudget(open.length, target.region, options.maxCost);
  const plan: SearchPlan = {
    calls: affordable,
    known: wanted.length - open.length,
    usd: callsUsd("SearchFaces", affordable, target.region),
    billed: target.kind === "aws",
    beyondBudget: open.length - affordable,
  };
  const result: SearchedAll = { ...plan, made: 0, truncated: [], gone: [], unrecorded: [] };
  if (!((await options.onPlan?.(plan)) ?? true)) return result;
  if (affordable === 0) return result;

  assertComparable(open, await collectionModelVersion(target));
  const context = { datas, source, collectionVersion: collectionVersion(all) };
  let failed = false;
  let done = 0;
  const search = async (face: SearchableFace) => {
    if (signal?.aborted || failed) return;
    try {
      const { FaceMatches = [], MaxFaces } = await searchFace(target, face, request, context);
      result.made += 1;
      if (FaceMatches.length >= MaxFaces) result.truncated.push(face.faceKey);
    } catch (error) {
      if (isUnknownFace(error)) result.gone.push(face.faceKey);
      else if (isUnrecorded(error)) result.unrecorded.push(face.faceKey);
      else {
        failed = true;
        throw error;
      }
    }
    done += 1;
    options.onProgress?.(done, affordable);
  };
  options.onProgress?.(0, affordable);
  try {
    await pMap(open.slice(0, affordable), search, { concurrency: AT_ONCE });
  } finally {
    // Also what was paid for before something failed.
    await refreshTables(datas);
  }
  return result;
}

/** How many calls fit into the budget. */
export function withinBudget(calls: number, region: string, maxCost = Number.POSITIVE_INFINITY): number {
  let [fits, tooMany] = [0, calls + 1];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    // Half a ten-thousandth of a cent for rounding, so that a budget of 0.003 pays for three calls.
    if (callsUsd("SearchFaces", middle, region) <= maxCost + 5e-7) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/**
 * SearchFaces answers so for a FaceId that is not in the collection. By its message: AWS gives every parameter that it
 * refuses the same name.
 */
export function isUnknownFace(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === "InvalidParameterException" && /not found in the collection/i.test(message);
}

/** The answer for a face whose search was not recorded, where only recorded answers are replayed. */
export function isUnrecorded(error: unknown): boolean {
  return (error as Error).name === "RecordingNotFoundException";
}
