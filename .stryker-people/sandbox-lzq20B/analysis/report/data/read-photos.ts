// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { keyToPath } from "../../../core/key-path.ts";
import { outcomeInWords } from "../../charts/outcomes.ts";
import { rows } from "../../tables/database.ts";
import type { ExcludedFace, ReportPhoto } from "../payload.ts";
import { attributesOf, boxOf, MEASURES, type Measures, natural } from "./read-faces.ts";

type Row = {
  photo: string;
  key: string;
  moved_to: string | null;
  bucket: string | null;
  status: string;
  reason: string | null;
  message: string | null;
  detected: number | null;
  duplicate_of: string | null;
  width: number | null;
  height: number | null;
  taken: string | null;
};

/** Where a photo's own bytes are. */
export interface PhotoPlace {
  /** Object key, now. */
  key: string;
  /** Where the record says it. */
  bucket?: string;
  /** Path in the data folder, should it be there. */
  path: string;
}

/** Every photo that was analysed with what became of it, and where its bytes are; photos that are still processing are left out. */
export async function readPhotos(
  connection: DuckDBConnection,
): Promise<{ photos: ReportPhoto[]; places: Map<string, PhotoPlace> }> {
  const found = await rows<Row>(
    connection,
    `select photo, key, moved_to, bucket, status, reason, message, detected_faces as detected, duplicate_of,
  width, height, ${await takenColumn(connection)} as taken
from photos where status in ('DONE', 'REJECTED', 'DUPLICATE', 'FAILED')`,
  );
  const others = await readExcluded(connection);
  found.sort((a, b) => natural.compare(a.photo, b.photo));
  return {
    photos: found.map((row) => reportPhoto(row, others.get(row.photo))),
    places: new Map(
      found.map(({ photo, key, moved_to, bucket }) => [
        photo,
        {
          key: moved_to ?? key,
          path: keyToPath(moved_to ?? key),
          ...(bucket === null ? {} : { bucket }),
        },
      ]),
    ),
  };
}

function reportPhoto(row: Row, others: ExcludedFace[] | undefined): ReportPhoto {
  const { photo, width, height, taken, status, reason, detected } = row;
  const size = width === null || height === null ? {} : { width, height };
  const known = { photo, ...size, ...(taken === null ? {} : { taken }), ...(others ? { others } : {}) };
  if (status === "DONE") return known;
  const message = detail(row, others);
  return {
    ...known,
    why: outcomeInWords(status, reason),
    ...(message === null ? {} : { message }),
    ...(detected === null ? {} : { detected }),
  };
}

/** What the reason alone does not say. */
function detail({ duplicate_of, message }: Row, others: ExcludedFace[] = []): string | null {
  if (duplicate_of !== null) return `the same as ${duplicate_of}`;
  const lacking = [...new Set(others.map(({ why }) => why))].sort().join("; ");
  return lacking === "" ? message : lacking;
}

async function readExcluded(connection: DuckDBConnection): Promise<Map<string, ExcludedFace[]>> {
  const found = await rows<Measures & { photo: string; why: string | null }>(
    connection,
    `select photo, exclude_reason as why, ${MEASURES} from faces where not kept order by photo, ordinal`,
  );
  const byPhoto = new Map<string, ExcludedFace[]>();
  for (const row of found) {
    const face = { ...boxOf(row), ...attributesOf(row), why: row.why ?? "not kept" };
    const known = byPhoto.get(row.photo);
    if (known) known.push(face);
    else byPhoto.set(row.photo, [face]);
  }
  return byPhoto;
}

/** Tables that were loaded before dates were kept have no such column. */
async function takenColumn(connection: DuckDBConnection): Promise<string> {
  const found = await rows(
    connection,
    "select 1 from duckdb_columns() where table_name = 'photos' and column_name = 'taken_at' limit 1",
  );
  return found.length > 0 ? "strftime(taken_at, '%Y-%m-%dT%H:%M:%S')" : "null";
}
