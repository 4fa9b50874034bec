// @ts-nocheck
import { join } from "node:path";
import { SearchFacesCommand, type SearchFacesResponse } from "@aws-sdk/client-rekognition";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { keyToPath } from "../../core/key-path.ts";
import { appendLedger, ledgerLine } from "../tables/ledger/ledger-file.ts";
import type { Target } from "../target/target.ts";
import { type SearchRequest, widen } from "./cached-search.ts";
import type { SearchableFace } from "./kept-faces.ts";

/** `searches/<name>/<FaceId>.json`: Rekognition's answer, and what was asked of which collection. */
export interface SavedSearch extends SearchFacesResponse {
  FaceMatchThreshold: number;
  MaxFaces: number;
  CollectionVersion: string;
  SearchedAt: string;
}

export const searchPath = (datas: string, { name, faceId }: Pick<SearchableFace, "name" | "faceId">) =>
  join(datas, keyToPath(`searches/${name}/${faceId}.json`));

export interface SearchContext {
  datas: string;
  /** The command that pays. */
  source: string;
  collectionVersion: string;
}

/**
 * The paid call. The answer is on the disk before anything else happens, so that it is never paid for again; then the
 * call is entered in the ledger.
 */
export async function searchFace(
  target: Pick<Target, "rekognition" | "collection" | "kind" | "region">,
  face: SearchableFace,
  wanted: SearchRequest,
  { datas, source, collectionVersion }: SearchContext,
): Promise<SavedSearch> {
  const { threshold, maxFaces } = widen(wanted, face.search);
  const { $metadata: _, ...response } = await target.rekognition.send(
    new SearchFacesCommand({
      CollectionId: target.collection,
      FaceId: face.faceId,
      FaceMatchThreshold: threshold,
      MaxFaces: maxFaces,
    }),
  );
  const at = new Date();
  const saved: SavedSearch = {
    SearchedFaceId: face.faceId,
    FaceMatches: [],
    ...response,
    FaceMatchThreshold: threshold,
    MaxFaces: maxFaces,
    CollectionVersion: collectionVersion,
    SearchedAt: at.toISOString(),
  };
  await writeAtomically(searchPath(datas, face), `${JSON.stringify(saved)}\n`);
  const call = {
    source,
    operation: "SearchFaces",
    at,
    photo: face.photo,
    faceId: face.faceId,
    modelVersion: response.FaceModelVersion,
  };
  await appendLedger(datas, [ledgerLine(target, call)]);
  return saved;
}
