import type { DuckDBConnection } from "@duckdb/node-api";
import type { Payload } from "../payload.ts";
import { type KeptFaces, readFaces } from "./read-faces.ts";
import { type PhotoPlace, readPhotos } from "./read-photos.ts";
import { readSummary } from "./read-summary.ts";

/** What report and app have in common: faces, photos and figures, without people, matches and pictures. */
export interface ReadPayload extends KeptFaces {
  shown: Pick<Payload, "writtenAt" | "summary" | "faces" | "photos">;
  /** Where a photo's own bytes are, by photo. */
  places: Map<string, PhotoPlace>;
}

export async function readPayload(connection: DuckDBConnection): Promise<ReadPayload> {
  const kept = await readFaces(connection);
  const { photos, places } = await readPhotos(connection);
  const summary = await readSummary(connection);
  return {
    ...kept,
    places,
    shown: { writtenAt: new Date().toISOString(), summary, faces: kept.faces, photos },
  };
}
