// @ts-nocheck
import type { IndexFacesResponse } from "@aws-sdk/client-rekognition";
import { RejectionError } from "../core/errors.ts";
import { keepFacesKey } from "../core/key-layout.ts";
import { photoOfEvent, type StateInput } from "../core/photo-event.ts";
import { meetsRequirements } from "../core/requirements.ts";
import { defaultServices, type Services } from "./clients.ts";
import { deleteFaces } from "./collection-faces.ts";
import { writeDocument } from "./documents.ts";
import { indexPhoto } from "./index-photo.ts";
import { log } from "./log.ts";
import { updateItem } from "./photo-table.ts";
import { retryable } from "./retryable.ts";

/**
 * Adds the photo's faces to the collection, and takes those out again that fail the requirements.
 * Throws FaceRequirementError if none is left.
 */
export function handler(input: StateInput, _context?: unknown, services: Services = defaultServices()) {
  return retryable(() => addToCollection(input, services));
}

async function addToCollection(input: StateInput, services: Services) {
  const photo = photoOfEvent(input, services.settings.bucket);
  const { answer: indexed, update, size } = await indexPhoto(services, photo);
  const { FaceRecords = [] } = indexed;
  const isKept = new Map(
    FaceRecords.map((record) => [
      record,
      meetsRequirements(record.FaceDetail ?? {}, services.settings.requirements, size),
    ]),
  );
  const excluded = FaceRecords.filter((record) => !isKept.get(record));
  await deleteFaces(
    services,
    excluded.flatMap(({ Face }) => Face?.FaceId ?? []),
  );
  const kept = FaceRecords.filter((record) => isKept.get(record)).map(({ Face }) => Face);
  const { FaceModelVersion } = indexed;
  const [changes, options] = update;
  const found = { ...changes, ...(FaceModelVersion !== undefined && { FaceModelVersion }) };
  if (kept.length === 0) {
    await updateItem(services, photo, found, options);
    throw noneIndexed(indexed);
  }
  await writeDocument(services, keepFacesKey(photo.name), photo.etag, kept);
  await updateItem(services, photo, { ...found, Status: "INDEXED", KeptFaces: kept.length }, options);
  log("AddToCollection", photo, { keptFaces: kept.length, excludedFaces: excluded.length });
  return { photo: photo.name, keptFaces: kept.length, excludedFaces: excluded.length };
}

/** Rekognition detected a good face, yet did not index it. */
function noneIndexed({ UnindexedFaces = [] }: IndexFacesResponse): RejectionError {
  const reasons = [...new Set(UnindexedFaces.flatMap(({ Reasons }) => Reasons ?? []))].join(", ");
  return new RejectionError(
    "FaceRequirementError",
    `No face that meets the requirements was indexed${reasons ? `; left out by Rekognition: ${reasons}` : ""}`,
  );
}
