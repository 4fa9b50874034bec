// @ts-nocheck
import { isTruncated } from "../../../core/similarity.ts";
import type { SearchDocument } from "./documents.ts";
import { engineOf } from "./engine.ts";
import type { MatchRow, SearchRow } from "./rows.ts";

/** The rows of one search; `writtenAt` is when its document was. */
export function searchRows(
  search: SearchDocument,
  path: string,
  writtenAt: Date,
): { searches: SearchRow[]; matches: MatchRow[] } {
  const face_id = search.SearchedFaceId;
  const model_version = search.FaceModelVersion ?? null;
  const engine = engineOf(model_version);
  // A face is found once; should a document name it twice, the best similarity counts.
  const best = new Map<string, MatchRow>();
  for (const { Similarity, Face } of search.FaceMatches) {
    if (Similarity <= (best.get(Face.FaceId)?.similarity ?? -1)) continue;
    best.set(Face.FaceId, {
      face_id,
      match_face_id: Face.FaceId,
      similarity: Similarity,
      match_external_image_id: Face.ExternalImageId ?? null,
      engine,
      model_version,
    });
  }
  const matches = [...best.values()];
  const searchedAt = new Date(search.SearchedAt ?? writtenAt);
  const row: SearchRow = {
    face_id,
    path,
    searched_at: Number.isNaN(searchedAt.getTime()) ? writtenAt : searchedAt,
    threshold: search.FaceMatchThreshold ?? null,
    max_faces: search.MaxFaces ?? null,
    matches: matches.length,
    truncated: isTruncated(matches.length, search.MaxFaces),
    collection_version: search.CollectionVersion ?? null,
    engine,
    model_version,
  };
  return { searches: [row], matches };
}
