import { createHash } from "node:crypto";
import { DetectFacesCommand, type DetectFacesResponse, type FaceDetail } from "@aws-sdk/client-rekognition";
import { EtagError, RejectionError, StaleError } from "../core/errors.ts";
import { type Exposure, readExposure } from "../core/exif.ts";
import { checkByteSize, checkImage, checkKey } from "../core/image-gate.ts";
import { detectFacesKey } from "../core/key-layout.ts";
import { type Photo, photoOfEvent, type StateInput } from "../core/photo-event.ts";
import type { PhotoItem } from "../core/photo-record.ts";
import { bindContent, bindName } from "./bindings.ts";
import { countExtraCall, countSparedCalls, countThrottle } from "./call-counts.ts";
import { checkFaces } from "./check-faces.ts";
import { defaultServices, type Services } from "./clients.ts";
import { readDocument, writeDocument } from "./documents.ts";
import { checkUnchanged, type Indexed, indexPhoto } from "./index-photo.ts";
import { log } from "./log.ts";
import { imageOf, readPhoto, rethrowOrStale } from "./photo-bytes.ts";
import { claimPhoto, updateItem } from "./photo-table.ts";
import { isRefusal } from "./refusal.ts";
import { retryable } from "./retryable.ts";

/**
 * Claims the photo, looks at its bytes, has its faces detected and says whether it is worth going on.
 * Throws EtagError, NoFaceError, FaceRequirementError or one of the image gate's rejections if it is not.
 */
export function handler(input: StateInput, _context?: unknown, services: Services = defaultServices()) {
  return retryable(() => detectFaces(input, services));
}

async function detectFaces(input: StateInput, services: Services) {
  const photo = photoOfEvent(input, services.settings.bucket);
  const facts = await prepare(services, photo).catch(async (error: Error) => {
    if (endsHere(error)) await countSparedCalls(services);
    throw error;
  });
  const faces = await detect(services, photo, facts);
  checkFaces(faces, services.settings.requirements, { width: facts.Width, height: facts.Height });
  log("DetectFaces", photo, { detectedFaces: faces.length });
  return { photo: photo.name, detectedFaces: faces.length };
}

/** Errors that end the photo before any paid call; all others are retried. */
const endsHere = (error: Error) =>
  error instanceof EtagError || error instanceof RejectionError || error instanceof StaleError;

/** Claims the photo, and looks at its bytes; returns what its item will say of them. */
async function prepare(services: Services, photo: Photo) {
  checkKey(photo.photo);
  await claim(services, photo);
  if (photo.size !== undefined) checkByteSize(photo.key, photo.size);
  const bytes = await readPhoto(services, photo);
  checkByteSize(photo.key, bytes.length);
  const { width, height } = await checkImage(bytes);
  const ContentSha256 = createHash("sha256").update(bytes).digest("hex");
  await bindContent(services, photo, ContentSha256);

  const exposure = await readExposure(bytes);
  return { Bytes: bytes.length, Width: width, Height: height, ContentSha256, ...known(exposure) };
}

const known = (exposure: Exposure) => (Object.keys(exposure).length > 0 ? { Exposure: exposure } : {});

async function claim(services: Services, photo: Photo): Promise<void> {
  try {
    await claimPhoto(services, photo);
    await bindName(services, photo);
  } catch (error) {
    // The earlier photo of this name is gone, whatever the new bytes are.
    if (error instanceof EtagError || error instanceof RejectionError) await bindName(services, photo);
    throw error;
  }
}

async function detect(services: Services, photo: Photo, facts: Partial<PhotoItem>): Promise<FaceDetail[]> {
  const { settings } = services;
  const key = detectFacesKey(photo.name);
  const saved = await readDocument<DetectFacesResponse>(services, key, photo.etag);
  const { answer, update }: Detected = saved
    ? { answer: saved, update: [{}, {}] }
    : await (settings.economy ? detectByIndexing : callDetectFaces)(services, photo, key);
  await checkUnchanged(services, photo);
  const faces = answer.FaceDetails ?? [];
  const [changes, options] = update;
  const found = { ...facts, ...changes, Status: "DETECTED", DetectedFaces: faces.length } as const;
  await updateItem(services, photo, found, options);
  return faces;
}

interface Detected {
  answer: DetectFacesResponse;
  update: Indexed["update"];
}

/** Calls, and saves the answer under the key before anything else is done. */
async function callDetectFaces(services: Services, photo: Photo, key: string): Promise<Detected> {
  try {
    const { $metadata: _, ...answer } = await services.rekognition.send(
      new DetectFacesCommand({ Image: imageOf(photo), Attributes: ["ALL"] }),
    );
    await writeDocument(services, key, photo.etag, answer);
    return { answer, update: [{}, { paid: "DetectFacesCalls" }] };
  } catch (error) {
    await countThrottle(services, error as Error);
    if (!isRefusal(error as Error)) await countExtraCall(services, "DetectFaces");
    return rethrowOrStale(services, photo, error as Error);
  }
}

/** IndexFaces measures the same as DetectFaces, so one paid call gives both. */
async function detectByIndexing(services: Services, photo: Photo, key: string): Promise<Detected> {
  const { answer: indexed, update } = await indexPhoto(services, photo);
  const { FaceRecords = [], UnindexedFaces = [] } = indexed;
  const FaceDetails = [...FaceRecords, ...UnindexedFaces].flatMap(({ FaceDetail }) => FaceDetail ?? []);
  const answer = { FaceDetails };
  await writeDocument(services, key, photo.etag, answer);
  return { answer, update };
}
