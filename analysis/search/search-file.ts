import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FaceMatch, SearchFacesByImageCommand } from "@aws-sdk/client-rekognition";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import { FACE_SIDE } from "../tables/face-side.ts";
import { appendLedger, ledgerLine } from "../tables/ledger/ledger-file.ts";
import { refreshTables } from "../tables/ledger/refresh-tables.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { explainFileError } from "../terminal/explain-file-error.ts";
import type { SearchRequest } from "./cached-search.ts";
import type { FoundFace } from "./matches-of.ts";
import type { SearchResult } from "./print-matches.ts";
import { damaged, sendablePhoto } from "./sendable-photo.ts";

/** The faces similar to the largest one of a photo on this disk. The photo is not stored anywhere. */
export async function searchFile(
  target: Target,
  path: string,
  request: SearchRequest,
  datas: string,
): Promise<SearchResult> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CommandError(`Cannot read ${path}. ${explainFileError(error)}.`);
  });
  const FaceMatches = await searchBytes(target, path, bytes, request, datas);
  await refreshTables(datas);
  const { maxFaces } = request;
  const ids = FaceMatches.map(({ Face }) => Face?.FaceId ?? "");
  const known = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
    rows<Omit<FoundFace, "similarity">>(
      connection,
      `SELECT face_id AS "faceId", face_key AS "faceKey", f.photo, thumbnail, ${FACE_SIDE} AS side
       FROM faces f LEFT JOIN photos p ON p.photo = f.photo
       WHERE face_id IN (SELECT unnest(json_extract_string($1::JSON, '$[*]')))`,
      [JSON.stringify(ids)],
    ),
  );
  const byId = new Map(known.map((face) => [face.faceId, face]));
  const matches = FaceMatches.map(({ Similarity = 0 }, i): FoundFace => {
    const faceId = ids[i]!;
    const face = byId.get(faceId) ?? { faceId, faceKey: null, photo: null, thumbnail: null, side: null };
    return { ...face, similarity: Similarity };
  });
  return { photo: path, matches, truncated: matches.length >= maxFaces, cached: false };
}

/**
 * The answer for the largest face of a photo, most similar first; the call is entered in the ledger.
 * @param name what the photo is called in errors
 */
export async function searchBytes(
  target: Target,
  name: string,
  bytes: Buffer,
  { threshold, maxFaces }: SearchRequest,
  datas: string,
): Promise<FaceMatch[]> {
  const Bytes = await sendablePhoto(name, bytes);
  const { FaceMatches = [], FaceModelVersion } = await target.rekognition
    .send(
      new SearchFacesByImageCommand({
        CollectionId: target.collection,
        Image: { Bytes },
        FaceMatchThreshold: threshold,
        MaxFaces: maxFaces,
      }),
    )
    .catch((error: Error) => {
      throw refusal(name, error);
    });
  const call = { source: "search", operation: "SearchFacesByImage", modelVersion: FaceModelVersion };
  await appendLedger(datas, [ledgerLine(target, call)]);
  return FaceMatches;
}

/** What is not the photo's fault stays as it is. */
export function refusal(path: string, error: Error): Error {
  switch (error.name) {
    case "InvalidParameterException":
      return new CommandError(
        `No face found in ${path}: ${error.message.replace(/\.$/, "")}. Search with another photo.`,
      );
    case "InvalidImageFormatException":
      return damaged(path);
    case "ImageTooLargeException":
      return new CommandError(
        `${path} is too large to search with. Make it smaller: up to 5 MB, and 10,000 pixels a side.`,
      );
    default:
      return error;
  }
}
