import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../database.ts";
import { printable } from "../printable.ts";

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

export async function readOutcomes(connection: DuckDBConnection, photos: string[]): Promise<Outcome[]> {
  const wanted = new Set(photos);
  const all = await rows<Outcome>(
    connection,
    "SELECT photo, status, reason, message, kept_faces FROM photos ORDER BY photo",
  );
  return all.filter(({ photo }) => wanted.has(photo));
}

/** The most similar pairs of photos, each pair once. */
export function readBestMatches(connection: DuckDBConnection, limit: number): Promise<Match[]> {
  return rows<Match>(
    connection,
    `SELECT photo, similar_photo, max(similarity) AS similarity FROM similar_faces
     WHERE photo < similar_photo GROUP BY ALL ORDER BY similarity DESC, photo, similar_photo LIMIT $1`,
    [limit],
  );
}

/** `44 photos: 40 kept, 1 no face, 3 below the requirements, 0 duplicates, 0 failed; 41 faces` */
export function summaryLine(outcomes: Outcome[], left = { waiting: 0, unreadable: 0 }): string {
  const count = (isIt: (outcome: Outcome) => boolean) => outcomes.filter(isIt).length;
  const isReason =
    (...reasons: string[]) =>
    (o: Outcome) =>
      o.status === "REJECTED" && reasons.includes(o.reason ?? "");
  const rejected = count((o) => o.status === "REJECTED");
  const noFace = count(isReason("NoFaceError"));
  const below = count(isReason("FaceRequirementError"));
  const unusable = rejected - noFace - below;
  const parts = [
    `${count((o) => o.status === "DONE")} kept`,
    `${noFace} no face`,
    `${below} below the requirements`,
    ...(unusable > 0 ? [`${unusable} unusable`] : []),
    `${count((o) => o.status === "DUPLICATE")} duplicates`,
    `${count((o) => o.status === "FAILED") + left.unreadable} failed`,
    ...(left.waiting > 0 ? [`${left.waiting} still on their way`] : []),
  ];
  const faces = outcomes.reduce((sum, { kept_faces }) => sum + kept_faces, 0);
  return `${outcomes.length + left.unreadable + left.waiting} photos: ${parts.join(", ")}; ${faces} faces`;
}

/** One line per photo that was not kept: `fanny9.jpg  not kept: The only face is too blurred` */
export function outcomeLines(outcomes: Outcome[]): string[] {
  const words: Record<string, string> = { REJECTED: "not kept", DUPLICATE: "duplicate", FAILED: "failed" };
  const left = outcomes.filter(({ status }) => status !== "DONE");
  const width = Math.min(40, Math.max(0, ...left.map(({ photo }) => printable(photo).length)));
  return left.map(
    ({ photo, status, message, reason }) =>
      `${printable(photo).padEnd(width)}  ${words[status] ?? status}: ${printable(message ?? reason ?? "")}`,
  );
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
