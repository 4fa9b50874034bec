import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../tables/database.ts";
import type { NotKept } from "./face-lookup.ts";

/** Faces that did not stay in the collection, and photos on which no face was found, with the reason. */
export function readNotKept(connection: DuckDBConnection): Promise<NotKept[]> {
  return rows<NotKept>(
    connection,
    `SELECT face_key AS "faceKey", face_id AS "faceId", f.photo, coalesce(exclude_reason, p.message, 'not kept') AS reason
     FROM faces f JOIN photos p USING (photo) WHERE NOT f.kept OR f.face_id IS NULL
     UNION ALL
     SELECT NULL, NULL, photo, coalesce(message, reason, 'no face was kept')
     FROM photos WHERE photo NOT IN (SELECT photo FROM faces)
     ORDER BY ALL`,
  );
}
