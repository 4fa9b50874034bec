// @ts-nocheck
import type { UserMatch } from "@aws-sdk/client-rekognition";
import pMap from "p-map";
import { commandLine } from "../../../core/command-line.ts";
import { counted } from "../../../core/counted.ts";
import { readUsers } from "../../people/publish/read-users.ts";
import { callsUsd, dollars } from "../../plan/prices.ts";
import { confirm } from "../../tables/ledger/confirm.ts";
import type { Target } from "../../target/target.ts";
import { CommandError } from "../../terminal/command.ts";
import type { SearchableFace } from "../kept-faces.ts";
import { assertComparable, collectionModelVersion } from "../model-versions.ts";
import { isUnknownFace, withinBudget } from "../search-all.ts";
import { recogniseFace, savedUsers, usersVersion } from "./recognise-face.ts";

export interface RecogniseOptions {
  datas: string;
  threshold: number;
  /** Ask again, also what is known. */
  refresh: boolean;
  /** Which; by default those that are no user's yet. */
  only?: SearchableFace[] | undefined;
  maxCost?: number | undefined;
  yes: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
  say?: ((line: string) => void) | undefined;
}

/** A face and the users that it is like, best first; undefined where the face is not in the collection. */
export interface RecognisedFace {
  face: SearchableFace;
  users: UserMatch[] | undefined;
  cached: boolean;
}

const AT_ONCE = 8;

/**
 * Compares kept faces with the collection's users, one paid call each. Says what it costs before it spends anything, and
 * stops cleanly: what was answered is saved.
 */
export async function recogniseAll(
  target: Target,
  kept: SearchableFace[],
  options: RecogniseOptions,
): Promise<RecognisedFace[]> {
  const { datas, threshold, refresh, signal } = options;
  const there = await readUsers(target);
  if (there.users.size === 0) {
    throw new CommandError(
      `The collection has no users yet. Name people and publish them: ${commandLine("people")} publish`,
    );
  }
  const context = { datas, threshold, usersVersion: usersVersion(there) };
  const wanted = options.only ?? kept.filter(({ faceId }) => !there.userOf.get(faceId));
  const known = new Map<SearchableFace, UserMatch[]>();
  for (const face of refresh ? [] : wanted) {
    const users = await savedUsers(face, context);
    if (users) known.set(face, users);
  }
  const open = wanted.filter((face) => !known.has(face));
  const affordable = open.slice(0, withinBudget(open.length, target.region, options.maxCost));
  if (!(await isAgreed(target, affordable.length, known.size, open.length, options))) return [];
  if (affordable.length > 0) assertComparable(affordable, await collectionModelVersion(target));
  let done = 0;
  const asked = await pMap(
    affordable,
    async (face): Promise<RecognisedFace | undefined> => {
      if (signal?.aborted) return undefined;
      const users = await recogniseFace(target, face, context).catch((error: Error) => {
        if (isUnknownFace(error)) return undefined;
        throw error;
      });
      options.onProgress?.(++done, affordable.length);
      return { face, users, cached: false };
    },
    { concurrency: AT_ONCE },
  );
  const found = new Map(asked.flatMap((one) => (one ? [[one.face, one] as const] : [])));
  const isOnPhoto = usersOnPhotos(kept, there.userOf);
  return wanted.flatMap((face): RecognisedFace | [] => {
    const saved = known.get(face);
    const one = saved ? { face, users: saved, cached: true } : found.get(face);
    return one ? { ...one, users: one.users?.filter(({ User }) => !isOnPhoto(face, User?.UserId)) } : [];
  });
}

/** Two faces of one photo are never one person: whether another face of the photo is the user's. */
function usersOnPhotos(faces: SearchableFace[], userOf: ReadonlyMap<string, string | undefined>) {
  const on = new Map<string, string>();
  for (const { photo, faceId } of faces) {
    const user = userOf.get(faceId);
    if (user !== undefined) on.set(JSON.stringify([photo, user]), faceId);
  }
  return ({ photo, faceId }: SearchableFace, user: string | undefined) => {
    const holder = on.get(JSON.stringify([photo, user]));
    return holder !== undefined && holder !== faceId;
  };
}

async function isAgreed(
  { kind, region }: Target,
  calls: number,
  known: number,
  open: number,
  { yes, maxCost, only, say = console.error }: RecogniseOptions,
): Promise<boolean> {
  const usd = callsUsd("SearchUsers", calls, region);
  const billed = kind === "aws";
  // One face that was asked for by name needs no ceremony, as a search for faces does not.
  if (only) return true;
  const beyond = open > calls ? `; ${counted(open - calls, "face")} more would exceed --max-cost` : "";
  const price = billed ? dollars(usd) : `${dollars(usd)} on AWS, nothing on this computer`;
  say(
    open === 0
      ? `No new face to recognise; ${counted(known, "face")} already asked for.`
      : `${counted(calls, "face")} to recognise, one call each: ${price} (${counted(known, "face")} already asked for${beyond}).`,
  );
  if (!billed || calls === 0 || yes || maxCost !== undefined) return true;
  return await confirm(`Spend ${dollars(usd)}?`, "--yes or --max-cost USD");
}
