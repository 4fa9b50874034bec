// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../tables/database.ts";
import type { FaceMatches } from "../payload.ts";
import type { KeptFaces } from "./read-faces.ts";

/** A face lists this many matches at most: more than anyone looks at, and the page stays small. */
export const MOST_MATCHES = 60;

type Row = { face_id: string; others: string[]; similarities: number[]; total: number };

/**
 * The matches of these faces, or of all, from whichever side they were found; never across model versions.
 * @param most how many a face lists
 */
export async function readMatches(
  connection: DuckDBConnection,
  { faces, placeOf }: Pick<KeptFaces, "faces" | "placeOf">,
  { of = faces.map(({ id }) => id), most = MOST_MATCHES } = {},
): Promise<FaceMatches[]> {
  const isAll = of.length === faces.length;
  const found = await rows<Row>(
    connection,
    `with wanted as (select unnest(json_extract_string($1::json, '$[*]')) as face_id),
pairs as (
  select face_id, match_face_id, similarity from matches where ${isAll ? "true" : "face_id in (from wanted)"}
  union all
  select match_face_id, face_id, similarity from matches where ${isAll ? "true" : "match_face_id in (from wanted)"}
), best as (
  select a.face_id, b.face_id as other, max(similarity) as similarity
  from pairs
  join faces a on a.face_id = pairs.face_id and a.kept
  join faces b on b.face_id = match_face_id and b.kept and b.model_version is not distinct from a.model_version
  -- A face that is not on the page is no match on it.
  where pairs.face_id <> match_face_id and match_face_id not in (select unnest(json_extract_string($2::json, '$[*]')))
  group by all
), ranked as (
  select *, row_number() over (partition by face_id order by similarity desc, other) as rank,
    count(*) over (partition by face_id)::int as total
  from best
)
select face_id, list(other order by rank) as others,
  list(round(similarity * 100)::int order by rank) as similarities, any_value(total) as total
from ranked where rank <= ${most} group by face_id`,
    [JSON.stringify(isAll ? [] : of), JSON.stringify(await notShown(connection, placeOf))],
  );
  const known = await readKnown(connection);
  const byId = new Map(found.map((row) => [row.face_id, row]));
  return of.map((id) => {
    const row = byId.get(id);
    const list = row?.others.flatMap((other, i) => [placeOf.get(other)!, row.similarities[i]!]) ?? [];
    return { list, total: row?.total ?? 0, known: known(id, list.length > 0) };
  });
}

async function notShown(connection: DuckDBConnection, placeOf: Map<string, number>): Promise<string[]> {
  const kept = await rows<{ id: string }>(
    connection,
    "select face_id as id from faces where kept and face_id is not null",
  );
  return kept.map(({ id }) => id).filter((id) => !placeOf.has(id));
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
