import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../tables/database.ts";
import type { SearchRequest } from "./cached-search.ts";

/** A face that is similar to the one that was asked about. */
export interface FoundFace {
  faceId: string;
  similarity: number;
  /** Null where the face is in the collection but in no document of the data folder. */
  faceKey: string | null;
  photo: string | null;
  /** Path in the data folder; null where there is none. */
  thumbnail: string | null;
}

/**
 * The faces similar to one, best first, from the searches that were made. A pair is known from either side: where
 * both searches found it, the one that was made for this face counts. Never across model versions.
 */
export async function matchesOf(
  connection: DuckDBConnection,
  faceId: string,
  { threshold, maxFaces }: SearchRequest,
): Promise<FoundFace[]> {
  return await rows<FoundFace>(
    connection,
    `WITH pairs AS (
       SELECT match_face_id AS face_id, similarity, 0 AS side, model_version FROM matches WHERE face_id = $1
       UNION ALL
       SELECT face_id, similarity, 1, model_version FROM matches WHERE match_face_id = $1
     ), best AS (
       SELECT face_id, arg_min(similarity, side) AS similarity, arg_min(model_version, side) AS model_version
       FROM pairs WHERE face_id <> $1 GROUP BY face_id
     )
     SELECT b.face_id AS "faceId", b.similarity, f.face_key AS "faceKey", f.photo, f.thumbnail
     FROM best b
     LEFT JOIN faces f USING (face_id)
     LEFT JOIN faces own ON own.face_id = $1
     WHERE b.similarity >= $2
       AND coalesce(f.kept, true)
       AND coalesce(f.model_version = own.model_version, true)
     ORDER BY b.similarity DESC, f.photo, b.face_id
     LIMIT $3`,
    [faceId, threshold, maxFaces],
  );
}

/**
 * Whether the searches that were made tell every pair of kept faces at this threshold. They do once each face was
 * searched: of two faces the one that was searched later met the other in the collection.
 */
export async function everyPairIsKnown(connection: DuckDBConnection, threshold: number): Promise<boolean> {
  const [row] = await rows<{ open: number }>(
    connection,
    `SELECT count(*) AS open FROM faces f LEFT JOIN searches s ON s.face_id = f.face_id
     WHERE f.kept AND f.face_id IS NOT NULL
       AND (s.face_id IS NULL OR s.truncated OR coalesce(s.threshold, 80) > $1)`,
    [threshold],
  );
  return row?.open === 0;
}
