import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../tables/database.ts";
import type { CachedSearch } from "./cached-search.ts";

/** A face of the collection, and the search that was made for it, if one was. */
export interface SearchableFace {
  faceId: string;
  faceKey: string;
  photo: string;
  /** Name of the photo's documents. */
  name: string;
  modelVersion: string | null;
  search?: CachedSearch;
}

interface Row {
  face_id: string;
  face_key: string;
  photo: string;
  name: string;
  model_version: string | null;
  searched: boolean;
  threshold: number | null;
  max_faces: number | null;
  matches: number;
  collection_version: string | null;
}

/** All kept faces, photo by photo. */
export async function readKeptFaces(connection: DuckDBConnection): Promise<SearchableFace[]> {
  const found = await rows<Row>(
    connection,
    `SELECT f.face_id, f.face_key, f.photo, p.name, f.model_version, s.face_id IS NOT NULL AS searched,
       s.threshold, s.max_faces, coalesce(s.matches, 0) AS matches, s.collection_version
     FROM faces f JOIN photos p USING (photo) LEFT JOIN searches s ON s.face_id = f.face_id
     WHERE f.kept AND f.face_id IS NOT NULL
     ORDER BY f.photo, f.ordinal`,
  );
  return found.map((row) => ({
    faceId: row.face_id,
    faceKey: row.face_key,
    photo: row.photo,
    name: row.name,
    modelVersion: row.model_version,
    ...(row.searched && {
      search: {
        threshold: row.threshold,
        maxFaces: row.max_faces,
        matches: row.matches,
        collectionVersion: row.collection_version,
      },
    }),
  }));
}

/**
 * Names the content of the collection: how many faces, and a hash of their FaceIds. Worked out from what sync downloaded
 * home, so it costs no call; unlike DescribeCollection's FaceCount it also changes when one face goes and another
 * comes, and unlike a timestamp it comes back when a change is taken back.
 */
export function collectionVersion(faces: Pick<SearchableFace, "faceId">[]): string {
  const hash = createHash("sha256");
  for (const faceId of faces.map(({ faceId }) => faceId).sort()) hash.update(`${faceId}\n`);
  return `${faces.length}-${hash.digest("hex").slice(0, 16)}`;
}
