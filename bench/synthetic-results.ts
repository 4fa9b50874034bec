import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Face, FaceDetail } from "@aws-sdk/client-rekognition";
import {
  detectFacesKey,
  indexFacesKey,
  keepFacesKey,
  photoName,
  photoRecordKey,
  thumbnailKey,
  uploadKey,
} from "../core/key-layout.ts";
import type { PhotoRecord } from "../core/photo-record.ts";
import { DEFAULT_REQUIREMENTS, meetsRequirements, rulesVersion } from "../core/requirements.ts";

/** Results of a made-up photo, as the pipeline would have written them: object keys and their content. */
export type Documents = Map<string, string | Uint8Array>;

/** Numbers between 0 and 1, the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const EMOTIONS = ["CALM", "SURPRISED", "CONFUSED", "DISGUSTED", "SAD", "HAPPY", "FEAR", "ANGRY"] as const;
const LANDMARKS = [
  ...["eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "nose"],
  ...["leftEyeBrowLeft", "leftEyeBrowRight", "leftEyeBrowUp"],
  ...["rightEyeBrowLeft", "rightEyeBrowRight", "rightEyeBrowUp"],
  ...["leftEyeLeft", "leftEyeRight", "leftEyeUp", "leftEyeDown"],
  ...["rightEyeLeft", "rightEyeRight", "rightEyeUp", "rightEyeDown"],
  ...["noseLeft", "noseRight", "mouthUp", "mouthDown", "leftPupil", "rightPupil"],
  ...["upperJawlineLeft", "midJawlineLeft", "chinBottom", "midJawlineRight", "upperJawlineRight"],
] as NonNullable<FaceDetail["Landmarks"]>[number]["Type"][];

/** The documents of one photo; `number` decides everything: faces (0 to 3, 1.2 on average), values, identifiers. */
export function photoDocuments(number: number, photo = `photo${number}.jpg`): Documents {
  const random = randomNumbers(number);
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const faces = Array.from({ length: faceCount(random()) }, () => faceDetail(random));
  const etag = hex(32);
  const imageId = uuid();
  const asFace = ({ BoundingBox, Confidence }: FaceDetail) => ({
    FaceId: uuid(),
    BoundingBox,
    ImageId: imageId,
    ExternalImageId: etag,
    Confidence,
  });
  const records = faces.map((FaceDetail) => ({ Face: asFace(FaceDetail) as Face, FaceDetail }));
  const kept = records.filter(({ FaceDetail }) =>
    meetsRequirements(FaceDetail, DEFAULT_REQUIREMENTS, undefined),
  );
  const isDone = kept.length > 0;
  const name = photoName(photo);
  const record: PhotoRecord = {
    photo,
    bucket: "lookalike",
    key: uploadKey(photo),
    etag,
    contentSha256: hex(64),
    bytes: 200_000 + number,
    width: 4000,
    height: 3000,
    outcome: isDone ? "DONE" : "REJECTED",
    ...(isDone ? {} : { reason: faces.length === 0 ? "NoFaceError" : "FaceRequirementError" }),
    detectedFaces: faces.length,
    keptFaces: kept.length,
    ...(isDone ? { faceModelVersion: "7.0" } : {}),
    rulesVersion: rulesVersion(DEFAULT_REQUIREMENTS),
    calls: isDone ? { DetectFaces: 1, IndexFaces: 1 } : { DetectFaces: 1 },
    endedAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
  };
  const documents: Documents = new Map();
  documents.set(detectFacesKey(name), JSON.stringify({ FaceDetails: faces }));
  if (isDone) {
    documents.set(
      indexFacesKey(name),
      JSON.stringify({ FaceRecords: records, FaceModelVersion: "7.0", UnindexedFaces: [] }),
    );
    documents.set(keepFacesKey(name), JSON.stringify(kept.map(({ Face }) => Face)));
    for (const { Face } of kept)
      documents.set(thumbnailKey(Face.FaceId!), Buffer.from(`thumbnail of ${etag}`));
  }
  documents.set(photoRecordKey(name), JSON.stringify(record));
  return documents;
}

/** Writes the documents of `count` photos below `folder`; returns how many files that made. */
export function writePhotos(folder: string, count: number, first = 0): number {
  const made = new Set<string>();
  let files = 0;
  for (let number = first; number < first + count; number++) {
    for (const [key, content] of photoDocuments(number)) {
      const parent = key.slice(0, key.lastIndexOf("/"));
      if (!made.has(parent)) mkdirSync(join(folder, parent), { recursive: true });
      made.add(parent);
      writeFileSync(join(folder, key), content);
      files++;
    }
  }
  return files;
}

function faceCount(chance: number): number {
  return chance < 0.05 ? 0 : chance < 0.8 ? 1 : chance < 0.95 ? 2 : 3;
}

function faceDetail(random: () => number): FaceDetail {
  // Rekognition's numbers are 32-bit floats written in full.
  const between = (low: number, high: number) => Math.fround(low + random() * (high - low));
  const guess = () => ({ Value: random() < 0.5, Confidence: between(50, 100) });
  const low = Math.floor(random() * 60);
  return {
    BoundingBox: {
      Width: between(0.05, 0.4),
      Height: between(0.05, 0.4),
      Left: between(0, 0.6),
      Top: between(0, 0.6),
    },
    AgeRange: { Low: low, High: low + 8 },
    Smile: guess(),
    Eyeglasses: guess(),
    Sunglasses: guess(),
    Gender: { Value: random() < 0.5 ? "Female" : "Male", Confidence: between(50, 100) },
    Beard: guess(),
    Mustache: guess(),
    EyesOpen: guess(),
    MouthOpen: guess(),
    Emotions: EMOTIONS.map((Type) => ({ Type, Confidence: between(0, 100) })),
    Landmarks: LANDMARKS.map((Type) => ({ Type: Type!, X: between(0, 1), Y: between(0, 1) })),
    Pose: { Roll: between(-30, 30), Yaw: between(-60, 60), Pitch: between(-30, 30) },
    Quality: { Brightness: between(20, 100), Sharpness: between(20, 100) },
    Confidence: between(99, 100),
  };
}
