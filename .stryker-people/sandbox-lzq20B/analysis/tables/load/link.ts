// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { transaction } from "../database.ts";

/**
 * What joins rows of different files: a thumbnail and its face, a person and their faces, a call and its engine.
 * Compares everything, which takes milliseconds, and writes only what differs, so it may run after every load.
 */
export async function linkRows(connection: DuckDBConnection): Promise<void> {
  await transaction(connection, async () => {
    for (const statement of LINKS) await connection.run(statement);
  });
}

// A FaceId that two photos have belongs to the one that comes first.
const OWNER =
  "(SELECT face_id, min(face_key) AS face_key, min_by(photo, face_key) AS photo FROM faces GROUP BY face_id)";

const LINKS = [
  `UPDATE thumbnails SET face_key = owner.face_key, photo = owner.photo, orphan = false
   FROM ${OWNER} owner
   WHERE owner.face_id = thumbnails.face_id AND thumbnails.face_key IS DISTINCT FROM owner.face_key`,
  `UPDATE thumbnails SET face_key = NULL, photo = NULL, orphan = true
   WHERE NOT orphan AND NOT EXISTS (FROM faces WHERE faces.face_id = thumbnails.face_id)`,
  `UPDATE faces SET thumbnail = thumbnails.path
   FROM thumbnails
   WHERE thumbnails.face_id = faces.face_id AND faces.thumbnail IS DISTINCT FROM thumbnails.path`,
  `UPDATE faces SET thumbnail = NULL
   WHERE thumbnail IS NOT NULL AND NOT EXISTS (FROM thumbnails WHERE thumbnails.face_id = faces.face_id)`,
  `DELETE FROM people WHERE NOT EXISTS (FROM faces WHERE faces.face_id = people.face_id AND kept)`,
  // A rejected photo's record does not tell the engine. One bucket has one collection and so one engine.
  `UPDATE api_calls SET engine = known.engine, usd = CASE known.engine WHEN 'lookalike' THEN 0 ELSE usd END
   FROM photos JOIN (
     SELECT bucket, min(engine) AS engine FROM photos
     WHERE engine IS NOT NULL GROUP BY bucket HAVING count(DISTINCT engine) = 1
   ) known USING (bucket)
   WHERE api_calls.engine IS NULL AND api_calls.source = 'pipeline' AND photos.photo = api_calls.photo`,
];
