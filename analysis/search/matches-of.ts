import type { DuckDBConnection } from "@duckdb/node-api";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { rows } from "../tables/database.ts";
import { FACE_SIDE } from "../tables/face-side.ts";
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
  /** Shorter side on its photo, pixels; null where that is not known. */
  side: number | null;
}

/**
 * The faces similar to one, best first, from the searches that were made. A pair is known from either side. A face
 * without a row is new in the collection where the search saw the collection as it is now; what only earlier searches
 * saw has left it since, as the face of a photo that was replaced.
 *
 * @param version of the collection as it is now, see `collectionVersion`
 */
export async function matchesOf(
  connection: DuckDBConnection,
  faceId: string,
  { threshold, maxFaces }: SearchRequest,
  version: string,
): Promise<FoundFace[]> {
  return await rows<FoundFace>(
    connection,
    `SELECT similar_face_id AS "faceId", similarity, f.face_key AS "faceKey", f.photo, f.thumbnail, ${FACE_SIDE} AS side
     FROM pair_similarities s LEFT JOIN faces f ON f.face_id = similar_face_id LEFT JOIN photos p ON p.photo = f.photo
     WHERE s.face_id = $1 AND similarity >= $2 AND coalesce(f.kept, true)
       AND (f.face_id IS NOT NULL OR EXISTS (
         FROM matches m JOIN searches USING (face_id)
         WHERE coalesce(collection_version, $4) = $4
           AND ((m.face_id = $1 AND match_face_id = similar_face_id) OR (m.face_id = similar_face_id AND match_face_id = $1))))
     ORDER BY similarity DESC, f.photo, similar_face_id
     LIMIT $3`,
    [faceId, threshold, maxFaces, version],
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
       AND (s.face_id IS NULL OR s.truncated OR coalesce(s.threshold, ${DEFAULT_THRESHOLD}) > $1)`,
    [threshold],
  );
  return row?.open === 0;
}
