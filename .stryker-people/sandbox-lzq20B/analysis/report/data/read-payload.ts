// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { smallFaces } from "../../tables/face-side.ts";
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

/** @param minFace faces whose shorter side has fewer pixels are left out, and counted */
export async function readPayload(connection: DuckDBConnection, minFace = 0): Promise<ReadPayload> {
  const small = await smallFaces(connection, minFace);
  const kept = await readFaces(connection, small);
  const { photos, places } = await readPhotos(connection);
  const hidden = small.size > 0 ? { hidden: { faces: small.size, minFace } } : {};
  const summary = { ...(await readSummary(connection)), ...hidden };
  return {
    ...kept,
    places,
    shown: { writtenAt: new Date().toISOString(), summary, faces: kept.faces, photos },
  };
}
