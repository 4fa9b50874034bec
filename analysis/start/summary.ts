import type { DuckDBConnection } from "@duckdb/node-api";
import { counted } from "../../core/counted.ts";
import { rows } from "../tables/database.ts";
import { printable } from "../terminal/printable.ts";

/** Photos of this run: what became of each, as the tables tell it. */
export interface Outcome {
  photo: string;
  status: string;
  reason: string | null;
  message: string | null;
  kept_faces: number;
}

export interface Match {
  photo: string;
  similar_photo: string;
  similarity: number;
}

/** A photo's name, and the MD5 of its bytes. */
export interface SentPhoto {
  photo: string;
  etag: string;
}

/** What became of these photos, as they are now: not of earlier bytes of their name, nor of what is on its way. */
export async function readOutcomes(connection: DuckDBConnection, photos: SentPhoto[]): Promise<Outcome[]> {
  const etags = new Map(photos.map(({ photo, etag }) => [photo, etag]));
  const ended = await rows<Outcome & { etag: string | null }>(
    connection,
    `SELECT photo, etag, status, reason, message, kept_faces FROM photos
     WHERE status IN ('DONE', 'REJECTED', 'DUPLICATE', 'FAILED') ORDER BY photo`,
  );
  return ended.filter(({ photo, etag }) => etags.has(photo) && (etag === null || etag === etags.get(photo)));
}

/** The most similar pairs of photos, each pair once, that have one of these photos on a side. */
export function readBestMatches(
  connection: DuckDBConnection,
  photos: string[],
  limit: number,
): Promise<Match[]> {
  return rows<Match>(
    connection,
    `WITH wanted AS (SELECT unnest(json_extract_string($1::JSON, '$[*]')) AS photo)
     SELECT photo, similar_photo, max(similarity) AS similarity FROM similar_faces
     WHERE photo < similar_photo AND (photo IN (FROM wanted) OR similar_photo IN (FROM wanted))
     GROUP BY ALL ORDER BY similarity DESC, photo, similar_photo LIMIT $2`,
    [JSON.stringify(photos), limit],
  );
}

/** `44 photos: 40 kept, 1 no face, 3 below the requirements, 0 duplicates, 0 failed; 41 faces` */
export function summaryLine(outcomes: Outcome[], left = { waiting: 0, unsent: 0, failed: 0 }): string {
  const count = (isIt: (outcome: Outcome) => boolean) => outcomes.filter(isIt).length;
  const isReason =
    (...reasons: string[]) =>
    (o: Outcome) =>
      o.status === "REJECTED" && reasons.includes(o.reason ?? "");
  const rejected = count((o) => o.status === "REJECTED");
  const noFace = count(isReason("NoFaceError"));
  const below = count(isReason("FaceRequirementError"));
  const unusable = rejected - noFace - below;
  const duplicates = count((o) => o.status === "DUPLICATE");
  const parts = [
    `${count((o) => o.status === "DONE")} kept`,
    `${noFace} no face`,
    `${below} below the requirements`,
    ...(unusable > 0 ? [`${unusable} unusable`] : []),
    counted(duplicates, "duplicate"),
    `${count((o) => o.status === "FAILED") + left.failed} failed`,
    ...(left.waiting > 0 ? [`${left.waiting} still processing`] : []),
    ...(left.unsent > 0 ? [`${left.unsent} not sent yet`] : []),
  ];
  const faces = outcomes.reduce((sum, { kept_faces }) => sum + kept_faces, 0);
  const total = outcomes.length + left.waiting + left.unsent + left.failed;
  return `${counted(total, "photo")}: ${parts.join(", ")}; ${counted(faces, "face")}`;
}

/** Of what was refused for its format or size, these can be read here. */
const CONVERTIBLE = /^(WebP|AVIF|GIF|TIFF|[\d.]+ MB);/;

/** What to do about refused photos that a JPEG copy could stand for; undefined where there are none. */
export function convertLine(outcomes: Outcome[]): string | undefined {
  const refused = outcomes.filter(
    ({ status, message }) => status === "REJECTED" && CONVERTIBLE.test(message ?? ""),
  );
  return refused.length > 0 ? `--convert would send JPEG copies of ${refused.length} of these` : undefined;
}

export function matchLines(matches: Match[]): string[] {
  return matches.map(
    ({ photo, similar_photo, similarity }) =>
      `  ${similarity.toFixed(1).padStart(5)} %  ${printable(photo)}  ~  ${printable(similar_photo)}`,
  );
}
