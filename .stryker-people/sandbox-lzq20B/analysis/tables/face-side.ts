// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "./database.ts";

/**
 * The shorter side of a face `f` on its photo `p` in pixels, as SQL; NULL where the photo's size is not known, as in
 * another system's folder.
 */
export const FACE_SIDE = "round(least(f.box_width * p.width, f.box_height * p.height))::INTEGER";

/** Kept faces whose shorter side is known to have fewer pixels. */
export async function smallFaces(connection: DuckDBConnection, minFace: number): Promise<Set<string>> {
  if (minFace === 0) return new Set();
  const found = await rows<{ id: string }>(
    connection,
    `SELECT f.face_id AS id FROM faces f JOIN photos p USING (photo)
     WHERE f.kept AND f.face_id IS NOT NULL AND ${FACE_SIDE} < $1`,
    [minFace],
  );
  return new Set(found.map(({ id }) => id));
}
