import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SearchUsersCommand, type UserMatch } from "@aws-sdk/client-rekognition";
import { keyToPath } from "../../../core/key-path.ts";
import type { UsersThere } from "../../people/publish/plan-users.ts";
import type { Target } from "../../target/target.ts";
import type { SearchableFace } from "../kept-faces.ts";
import { savePaidAnswer } from "../save-paid-answer.ts";

/** Folder of the answers, beside `searches/`: `user-searches/<name>/<FaceId>.json`. */
export const USER_SEARCHES = "user-searches";

/** Users that are asked for: the best, and who else it may be. */
export const MAX_USERS_FOUND = 5;

interface SavedUserSearch {
  UserMatches: UserMatch[];
  UserMatchThreshold: number;
  UsersVersion: string;
  SearchedAt: string;
}

export interface RecogniseContext {
  datas: string;
  threshold: number;
  usersVersion: string;
}

/** Names who the collection's users are and which faces they have: an answer holds as long as it stays. */
export function usersVersion({ users, userOf }: UsersThere): string {
  const hash = createHash("sha256");
  for (const userId of [...users].sort()) hash.update(`${userId}\n`);
  for (const [faceId, userId] of [...userOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (userId !== undefined) hash.update(`${faceId} ${userId}\n`);
  }
  return `${users.size}-${hash.digest("hex").slice(0, 16)}`;
}

const pathOf = (datas: string, { name, faceId }: Pick<SearchableFace, "name" | "faceId">) =>
  join(datas, keyToPath(`${USER_SEARCHES}/${name}/${faceId}.json`));

/** The answer that was paid for, if it still holds: of these users, at least as far down. */
export async function savedUsers(
  face: SearchableFace,
  { datas, threshold, usersVersion: version }: RecogniseContext,
): Promise<UserMatch[] | undefined> {
  const text = await readFile(pathOf(datas, face), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const saved = JSON.parse(text) as SavedUserSearch;
    if (saved.UsersVersion !== version || saved.UserMatchThreshold > threshold) return undefined;
    return saved.UserMatches.filter(({ Similarity = 0 }) => Similarity >= threshold);
  } catch {
    return undefined;
  }
}

/** The paid call. Its answer is kept before anything else happens. */
export async function recogniseFace(
  target: Target,
  face: SearchableFace,
  { datas, threshold, usersVersion: UsersVersion }: RecogniseContext,
): Promise<UserMatch[]> {
  const { UserMatches = [], FaceModelVersion } = await target.rekognition.send(
    new SearchUsersCommand({
      CollectionId: target.collection,
      FaceId: face.faceId,
      UserMatchThreshold: threshold,
      MaxUsers: MAX_USERS_FOUND,
    }),
  );
  const at = new Date();
  const saved: SavedUserSearch = {
    UserMatches,
    UserMatchThreshold: threshold,
    UsersVersion,
    SearchedAt: at.toISOString(),
  };
  const { photo, faceId } = face;
  const call = { source: "search", operation: "SearchUsers", at, photo, faceId };
  const kept = { datas, path: pathOf(datas, face), answer: saved };
  await savePaidAnswer(target, kept, { ...call, modelVersion: FaceModelVersion });
  return UserMatches;
}
