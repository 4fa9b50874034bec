import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../tables/database.ts";
import type { FaceMatches } from "../payload.ts";
import { PairList } from "./pair-list.ts";
import type { KeptFaces } from "./read-faces.ts";

/** A face lists this many matches at most: more than anyone looks at, and the page stays small. */
export const MAX_LISTED = 60;

/**
 * The matches of these faces, or of all, from whichever side they were found; never across model versions, nor of a
 * face that is not on the page.
 * @param most how many a face lists
 */
export async function readMatches(
  connection: DuckDBConnection,
  { faces, placeOf }: Pick<KeptFaces, "faces" | "placeOf">,
  { of = faces.map(({ id }) => id), most = MAX_LISTED } = {},
): Promise<FaceMatches[]> {
  const pairs = await readPairs(connection, placeOf, of.length === faces.length ? undefined : of);
  const known = await readKnown(connection);
  const matchesOf = pairs.byFace(faces.length);
  return of.map((id) => {
    const found = matchesOf(placeOf.get(id)!);
    const list = found.slice(0, 2 * most);
    return { list, total: found.length / 2, known: known(id, list.length > 0) };
  });
}

/** Places and hundredths, never texts and never all in order: of 100,000 faces there are millions. */
async function readPairs(connection: DuckDBConnection, placeOf: Map<string, number>, of?: string[]) {
  const result = await connection.stream(
    `with ids as (
  select unnest(json_extract_string($1::json, '$[*]')) as face_id, unnest(json_extract($2::json, '$[*]'))::int as place
), page as materialized (select face_id, place, model_version from ids join faces using (face_id) where kept),
wanted as (select unnest(json_extract_string($3::json, '$[*]')) as face_id)
-- Nothing but the match joins the two: by a condition on both, DuckDB might join each face with all.
select a.place, b.place, round(similarity * 100)::int, a.model_version is not distinct from b.model_version
from matches join page a using (face_id) join page b on b.face_id = match_face_id
where matches.face_id <> match_face_id ${of ? "and (matches.face_id in (from wanted) or match_face_id in (from wanted))" : ""}`,
    [JSON.stringify([...placeOf.keys()]), JSON.stringify([...placeOf.values()]), JSON.stringify(of ?? [])],
  );
  const pairs = new PairList();
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const [a, b, hundredths, isOneModel] = chunk.getColumns() as [number[], number[], number[], boolean[]];
    for (let i = 0; i < chunk.rowCount; i++) if (isOneModel[i]) pairs.add(a[i]!, b[i]!, hundredths[i]!);
  }
  return pairs;
}

/** How far the searches tell of a face. Once every face was searched to the end, every pair is known from a side. */
async function readKnown(connection: DuckDBConnection) {
  const searches = await rows<{ face_id: string; truncated: boolean }>(
    connection,
    "select face_id, truncated from searches where face_id in (select face_id from faces where kept)",
  );
  const truncated = new Map(searches.map((row) => [row.face_id, row.truncated]));
  return (id: string, isFound: boolean): FaceMatches["known"] => {
    const isTruncated = truncated.get(id);
    if (isTruncated === undefined) return isFound ? "partial" : "unknown";
    return isTruncated ? "cut" : "whole";
  };
}
