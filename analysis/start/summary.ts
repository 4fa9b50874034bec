import type { DuckDBConnection } from "@duckdb/node-api";
import pMap from "p-map";
import { commandLine } from "../../core/command-line.ts";
import { counted, percent, thousands } from "../../core/counted.ts";
import type { Rejection } from "../../core/errors.ts";
import type { PhotoItem } from "../../core/photo-record.ts";
import type { PhotoFile } from "../photos/find-photos.ts";
import { isConvertible } from "../photos/read-photo-file.ts";
import { rows } from "../tables/database.ts";
import { printable } from "../terminal/printable.ts";
import { type Outcome, outcomeOf } from "../upload/outcome-lines.ts";
import { type Variants, variantsOf } from "./variants.ts";

/** Photos of this run: what became of each, as the tables tell it. */
export interface CountedOutcome extends Outcome {
  kept_faces: number;
}

export interface Match {
  photo: string;
  similar_photo: string;
  similarity: number;
}

/** A photo's name, the MD5 of the bytes that were sent, and the file they are from. */
export interface SentPhoto {
  photo: string;
  etag: string;
  file: PhotoFile;
  /** What is known of these bytes, where the tables tell of others of that name. */
  outcome?: PhotoItem;
}

/** What became of these photos, as they are now: not of earlier bytes of their name, nor of what is still processing. */
export async function readOutcomes(
  connection: DuckDBConnection,
  photos: SentPhoto[],
): Promise<CountedOutcome[]> {
  const etags = new Map(photos.map(({ photo, etag }) => [photo, etag]));
  const ended = await rows<CountedOutcome & { etag: string | null }>(
    connection,
    `SELECT photo, etag, status, reason, message, kept_faces FROM photos
     WHERE status IN ('DONE', 'REJECTED', 'DUPLICATE', 'FAILED') ORDER BY photo`,
  );
  const outcomes: CountedOutcome[] = ended.filter(
    ({ photo, etag }) => etags.has(photo) && (etag === null || etag === etags.get(photo)),
  );
  const told = new Set(outcomes.map(({ photo }) => photo));
  const others = photos.flatMap(({ photo, outcome }) =>
    outcome && !told.has(photo) ? [{ ...outcomeOf(photo, outcome), kept_faces: outcome.KeptFaces ?? 0 }] : [],
  );
  return [...outcomes, ...others];
}

/** Photos that report and tables have beside these: of other folders, or no longer in this one. */
export async function countOthers(connection: DuckDBConnection, photos: SentPhoto[]): Promise<number> {
  const names = new Set(photos.map(({ photo }) => photo));
  const all = await rows<{ photo: string }>(connection, "SELECT photo FROM photos");
  return all.filter(({ photo }) => !names.has(photo)).length;
}

export const othersLine = (count: number): string =>
  `The report also has ${counted(count, "photo")} of earlier runs, not in this folder. To erase one: ${commandLine("forget")} PHOTO`;

const READS_AT_ONCE = 8;

/**
 * The most similar pairs of different photos, each pair once, that have one of these photos on a side. Of several
 * variants of a picture (see the view `duplicates_and_near_duplicates`) the first stands for all.
 */
export async function readBestMatches(
  connection: DuckDBConnection,
  photos: string[],
  limit: number,
): Promise<{ matches: Match[]; variants: Variants[] }> {
  const pairs = await rows<{ photo: string; other_photo: string }>(
    connection,
    "SELECT photo, other_photo FROM duplicates_and_near_duplicates",
  );
  const variants = variantsOf(pairs);
  const picture = new Map(variants.flatMap(({ photo, others }) => others.map((other) => [other, photo])));
  const matches = await rows<Match>(
    connection,
    `WITH wanted AS (SELECT unnest(json_extract_string($1::JSON, '$[*]')) AS photo),
     variant AS (SELECT unnest(json_keys($2::JSON)) AS photo, unnest(json_extract_string($2::JSON, '$.*')) AS picture),
     picture AS (SELECT photos.photo, coalesce(variant.picture, photos.photo) AS picture,
       photos.photo IN (FROM wanted) AS is_wanted FROM photos LEFT JOIN variant USING (photo))
     SELECT a.picture AS photo, b.picture AS similar_photo, max(similarity) AS similarity FROM similar_faces s
     JOIN picture a ON a.photo = s.photo JOIN picture b ON b.photo = s.similar_photo
     WHERE a.picture < b.picture AND (a.is_wanted OR b.is_wanted)
     GROUP BY ALL ORDER BY similarity DESC, a.picture, b.picture LIMIT $3`,
    [JSON.stringify(photos), JSON.stringify(Object.fromEntries(picture)), limit],
  );
  const sent = new Set(photos);
  const isOfRun = ({ photo, others }: Variants) => [photo, ...others].some((one) => sent.has(one));
  return { matches, variants: variants.filter(isOfRun) };
}

/** `44 photos: 40 kept, 1 no face, 3 below the requirements, 0 duplicates, 0 failed; 41 faces` */
export function summaryLine(outcomes: CountedOutcome[], left = { waiting: 0, unsent: 0, failed: 0 }): string {
  const count = (isIt: (outcome: CountedOutcome) => boolean) => outcomes.filter(isIt).length;
  const isReason =
    (...reasons: string[]) =>
    (o: CountedOutcome) =>
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

/** A JPEG copy may get past these. */
const ABOUT_THE_FILE: Rejection[] = ["ImageFormatError", "ImageTooLargeError", "DamagedImageError"];

/** What to do about rejected photos that a JPEG copy could stand for; undefined where there are none. */
export async function convertLine(
  outcomes: CountedOutcome[],
  sent: SentPhoto[],
): Promise<string | undefined> {
  const files = new Map(sent.map(({ photo, file }) => [photo, file]));
  const rejected = outcomes.filter(
    ({ status, reason }) => status === "REJECTED" && ABOUT_THE_FILE.some((name) => name === reason),
  );
  const convertible = await pMap(rejected, async ({ photo }) => isConvertible(files.get(photo)?.path ?? ""), {
    concurrency: READS_AT_ONCE,
  });
  const count = convertible.filter(Boolean).length;
  return count > 0 ? `--convert would send JPEG copies of ${thousands(count)} of these` : undefined;
}

export function matchLines(matches: Match[]): string[] {
  return matches.map(
    ({ photo, similar_photo, similarity }) =>
      `  ${percent(similarity).padStart(7)}  ${printable(photo)}  ~  ${printable(similar_photo)}`,
  );
}
