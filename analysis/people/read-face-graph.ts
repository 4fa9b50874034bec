import type { DuckDBConnection } from "@duckdb/node-api";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { rows } from "../tables/database.ts";
import { ALIKE_AT, type AlikePairs, FaceGraph, type GraphFace } from "./face-graph.ts";

interface Row {
  face_id: string;
  face_key: string;
  photo: string;
  ordinal: number;
  etag: string | null;
  box: (number | null)[];
  analysed: number;
  searched: number | null;
  taken: number | null;
  is_complete: boolean;
  knows_when: boolean;
}

/** The kept faces, by `photo#ordinal`, and what the searches tell about their pairs. */
export async function readFaceGraph(connection: DuckDBConnection): Promise<FaceGraph> {
  // Tables of an earlier version, and those of other systems, do not say when a photo was taken.
  const dated = await rows(
    connection,
    "FROM duckdb_columns() WHERE table_name = 'photos' AND column_name = 'taken_at'",
  );
  const taken = dated.length > 0 ? "epoch_ms(p.taken_at)::DOUBLE" : "NULL::DOUBLE";
  const found = await rows<Row>(
    connection,
    `SELECT f.face_id, f.face_key, f.photo, f.ordinal, coalesce(p.etag, f.external_image_id) AS etag,
       [box_left, box_top, box_width, box_height] AS box,
       epoch_ms(p.analysed_at)::DOUBLE AS analysed, epoch_ms(s.searched_at)::DOUBLE AS searched,
       ${taken} AS taken,
       coalesce(NOT s.truncated AND coalesce(s.threshold, ${DEFAULT_THRESHOLD}) <= $1, false)
         -- Cut off, but only below: every alike face is listed.
         OR coalesce(cut.lowest < $1, false) AS is_complete,
       s.collection_version IS NOT NULL AS knows_when
     FROM faces f JOIN photos p USING (photo) LEFT JOIN searches s ON s.face_id = f.face_id
       LEFT JOIN (
         SELECT face_id, min(similarity) AS lowest FROM matches SEMI JOIN (FROM searches WHERE truncated) USING (face_id)
         GROUP BY face_id
       ) cut ON cut.face_id = f.face_id
     WHERE f.kept AND f.face_id IS NOT NULL
     ORDER BY f.face_key`,
    [ALIKE_AT],
  );
  return new FaceGraph(found.map(graphFace), await readPairs(connection));
}

function graphFace({ face_id, face_key, photo, ordinal, etag, box, ...row }: Row): GraphFace {
  const [left, top, width, height] = box.map((side) => side ?? 0) as GraphFace["box"];
  // The search of another system's folder says neither when it was made nor of which collection: it is taken as it is.
  const searched = row.searched === null || row.knows_when ? row.searched : Number.POSITIVE_INFINITY;
  return {
    faceId: face_id,
    faceKey: face_key,
    photo,
    ordinal,
    ...(etag !== null && { etag }),
    box: [left, top, width, height],
    area: width * height,
    ...(row.taken !== null && { takenAt: row.taken }),
    // A record may have been written again; a face that was searched was there by then.
    since: Math.min(row.analysed, searched ?? Number.POSITIVE_INFINITY),
    searchedUntil: row.is_complete ? searched! : Number.NEGATIVE_INFINITY,
  };
}

/** Of the very faces that {@link readFaceGraph} reads, in their order. */
async function readPairs(connection: DuckDBConnection): Promise<AlikePairs> {
  const result = await connection.stream(
    `WITH placed AS (
       SELECT face_id, (row_number() OVER (ORDER BY face_key) - 1)::INTEGER AS place
       FROM faces SEMI JOIN photos USING (photo) WHERE kept AND face_id IS NOT NULL
     )
     SELECT a.place, b.place, similarity
     FROM pair_similarities
     JOIN placed a USING (face_id) JOIN placed b ON b.face_id = similar_face_id
     WHERE similarity >= $1 AND a.place < b.place
     ORDER BY ALL`,
    [ALIKE_AT],
  );
  const columns: [number[], number[], number[]] = [[], [], []];
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [i, column] of columns.entries()) {
      for (const value of chunk.getColumnValues(i)) column.push(value as number);
    }
  }
  return {
    a: Int32Array.from(columns[0]),
    b: Int32Array.from(columns[1]),
    similarity: Float64Array.from(columns[2]),
  };
}
