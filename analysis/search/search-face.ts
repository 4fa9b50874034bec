import { join } from "node:path";
import { SearchFacesCommand, type SearchFacesResponse } from "@aws-sdk/client-rekognition";
import { keyToPath } from "../../core/key-path.ts";
import type { Target } from "../target/target.ts";
import { type SearchRequest, widen } from "./cached-search.ts";
import type { SearchableFace } from "./kept-faces.ts";
import { savePaidAnswer } from "./save-paid-answer.ts";

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

/** The paid call. Its answer is kept before anything else happens. */
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
  const { photo, faceId } = face;
  const call = { source, operation: "SearchFaces", at, photo, faceId };
  await savePaidAnswer(
    target,
    { datas, path: searchPath(datas, face), answer: saved },
    { ...call, modelVersion: response.FaceModelVersion },
  );
  return saved;
}
