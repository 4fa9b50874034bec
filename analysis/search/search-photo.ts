import { join } from "node:path";
import { commandLine } from "../../core/command-line.ts";
import { thumbnailKey } from "../../core/key-layout.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { isCurrent, type SearchRequest } from "./cached-search.ts";
import { collectionVersion, readKeptFaces, type SearchableFace } from "./kept-faces.ts";
import { everyPairIsKnown, matchesOf } from "./matches-of.ts";
import { assertComparable, collectionModelVersion } from "./model-versions.ts";
import type { SearchResult } from "./print-matches.ts";
import { isUnknownFace, isUnrecorded } from "./search-all.ts";
import { searchFace } from "./search-face.ts";

/**
 * Connects only where a call is needed: what was searched before is answered without any target.
 */
export type Connect = <T>(use: (target: Target) => Promise<T>) => Promise<T>;

export interface SearchPhotoOptions {
  datas: string;
  request: SearchRequest;
  /** Search again, also what is known. */
  refresh?: boolean;
}

/** Every kept face of a photo (or the one of a FaceId or `photo#ordinal`) with the faces similar to it. */
export async function searchPhoto(
  connect: Connect,
  faces: SearchableFace[],
  all: SearchableFace[],
  { datas, request, refresh = false }: SearchPhotoOptions,
): Promise<SearchResult[]> {
  const version = collectionVersion(all);
  const path = join(datas, DATABASE_FILE);
  const allKnown = await withDatabase(path, { readOnly: true }, (connection) =>
    everyPairIsKnown(connection, request.threshold),
  );
  const isKnown = ({ search }: SearchableFace) =>
    !refresh && (allKnown || (search !== undefined && isCurrent(search, request, version)));
  const open = faces.filter((face) => !isKnown(face));
  const truncated = new Set<string>();
  const unrecorded = new Set<string>();
  if (open.length > 0) {
    await connect(async (target) => {
      assertComparable(open, await collectionModelVersion(target));
      for (const face of open) {
        const found = await searchFace(target, face, request, {
          datas,
          source: "search",
          collectionVersion: version,
        }).catch((error: Error) => {
          if (isUnrecorded(error)) return undefined;
          if (!isUnknownFace(error)) throw error;
          throw new CommandError(
            `The face ${face.faceKey} (${face.faceId}) is not in the collection ${target.collection}. ` +
              `Are the data from another --state or --target? If not: ${commandLine("sync")}, or see what is missing: ${commandLine("doctor")}`,
          );
        });
        if (!found) unrecorded.add(face.faceId);
        else if ((found.FaceMatches?.length ?? 0) >= found.MaxFaces) truncated.add(face.faceId);
      }
    });
    await refreshTables(datas);
  }
  return await withDatabase(path, { readOnly: true }, async (connection) => {
    const answers: SearchResult[] = [];
    for (const face of faces) {
      const matches = await matchesOf(connection, face.faceId, request, version);
      answers.push({
        photo: face.photo,
        faceId: face.faceId,
        faceKey: face.faceKey,
        thumbnail: thumbnailKey(face.faceId),
        matches,
        truncated: truncated.has(face.faceId) || matches.length >= request.maxFaces,
        cached: isKnown(face) || unrecorded.has(face.faceId),
        partial: unrecorded.has(face.faceId),
      });
    }
    return answers;
  });
}

/** The kept faces that a photo, a FaceId or `photo#ordinal` stands for; undefined if it is none of them. */
export function facesOf(subject: string, all: SearchableFace[]): SearchableFace[] | undefined {
  for (const matches of [
    (face: SearchableFace) => face.faceId === subject,
    (face: SearchableFace) => face.photo === subject,
    (face: SearchableFace) => face.faceKey === subject,
    (face: SearchableFace) => face.name === subject,
  ]) {
    const found = all.filter(matches);
    if (found.length > 0) return found;
  }
  return undefined;
}

/** All kept faces, after what is new in the data folder was loaded. */
export async function loadKeptFaces(datas: string): Promise<SearchableFace[]> {
  await refreshTables(datas);
  return await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, readKeptFaces);
}
