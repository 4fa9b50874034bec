import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";
import { MAX_LISTED } from "../report/data/read-matches.ts";
import type { FaceMatches } from "../report/payload.ts";
import { searchBytes } from "../search/search-file.ts";
import { CommandError } from "../terminal/command.ts";
import type { AppData } from "./app-data.ts";
import { HttpError } from "./http-response.ts";
import type { LazyTarget } from "./lazy-target.ts";

/** The faces here that look like the largest one of a photo that was dropped on the page; it is not stored. */
export async function searchDropped(
  { loaded }: AppData,
  target: LazyTarget,
  { name, bytes, datas }: { name: string; bytes: Buffer; datas: string },
): Promise<FaceMatches> {
  const request = { threshold: DEFAULT_THRESHOLD, maxFaces: MAX_MATCHES };
  const found = await target
    .use((opened) => searchBytes(opened, name, bytes, request, datas))
    .catch((error: Error) => {
      if (error instanceof CommandError) throw new HttpError(422, "NOT_SEARCHED", error.message);
      throw error;
    });
  // What the collection has and the tables have not come home yet is counted, not shown.
  const known = found.flatMap(({ Face, Similarity = 0 }) => {
    const place = loaded.read.placeOf.get(Face?.FaceId ?? "");
    return place === undefined ? [] : [{ place, similarity: Similarity }];
  });
  return {
    list: known
      .slice(0, MAX_LISTED)
      .flatMap(({ place, similarity }) => [place, Math.round(similarity * 100)]),
    total: found.length,
    known: "whole",
  };
}
