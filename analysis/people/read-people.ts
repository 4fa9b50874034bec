import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../tables/database.ts";
import type { GroupFace, Match } from "./group.ts";
import type { KeptFace } from "./resolve.ts";

/** What the grouping works on. */
export interface FaceGraph {
  faces: (KeptFace & GroupFace & { area: number })[];
  matches: Match[];
}

interface Row {
  face_id: string;
  face_key: string;
  photo: string;
  ordinal: number;
  etag: string | null;
  box: (number | null)[];
  searched: boolean;
}

/** The kept faces and every similar pair that searches found among them, never across model versions. */
export async function readFaceGraph(connection: DuckDBConnection): Promise<FaceGraph> {
  const faces = await rows<Row>(
    connection,
    `SELECT f.face_id, f.face_key, f.photo, f.ordinal, coalesce(p.etag, f.external_image_id) AS etag,
       [box_left, box_top, box_width, box_height] AS box, s.face_id IS NOT NULL AS searched
     FROM faces f LEFT JOIN photos p USING (photo) LEFT JOIN searches s ON s.face_id = f.face_id
     WHERE f.kept AND f.face_id IS NOT NULL
     ORDER BY f.face_key`,
  );
  const matches = await rows<Match>(
    connection,
    `SELECT m.face_id AS a, m.match_face_id AS b, m.similarity
     FROM matches m
     JOIN faces fa ON fa.face_id = m.face_id AND fa.kept
     JOIN faces fb ON fb.face_id = m.match_face_id AND fb.kept
     WHERE coalesce(fa.model_version = fb.model_version, true)
     ORDER BY 1, 2`,
  );
  return {
    faces: faces.map(({ face_id, face_key, photo, ordinal, etag, box, searched }) => {
      const [left, top, width, height] = box.map((side) => side ?? 0) as KeptFace["box"];
      return {
        key: face_id,
        faceId: face_id,
        faceKey: face_key,
        photo,
        ordinal,
        ...(etag !== null && { etag }),
        box: [left, top, width, height],
        area: width * height,
        searched,
      };
    }),
    matches,
  };
}
