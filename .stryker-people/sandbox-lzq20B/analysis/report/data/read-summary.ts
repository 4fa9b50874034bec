// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { DEFAULT_THRESHOLD } from "../../../core/similarity.ts";
import { rows } from "../../tables/database.ts";
import type { Summary } from "../payload.ts";
import { type Model, modelInWords } from "./models.ts";

export async function readSummary(connection: DuckDBConnection): Promise<Summary> {
  const [counts] = await rows<Omit<Summary, "models">>(
    connection,
    `with placed as (select face_id from faces where kept and face_id is not null)
select
  (select count(*) from photos)::int as photos,
  (select count(*) from photos where status = 'DONE')::int as "photosKept",
  (select count(*) from faces)::int as "facesDetected",
  (select count(*) from placed)::int as "facesKept",
  (select count(*) from similar_faces
    where face_id < similar_face_id and face_id in (from placed) and similar_face_id in (from placed))::int as pairs,
  (select least(floor(min(similarity)), ${DEFAULT_THRESHOLD}) from matches)::int as lowest`,
  );
  const models = await rows<Model>(
    connection,
    `select distinct engine, model_version as version from faces
where engine is not null or model_version is not null order by all`,
  );
  return { ...counts!, lowest: counts!.lowest ?? DEFAULT_THRESHOLD, models: models.map(modelInWords) };
}
