// @ts-nocheck
import { photoRecordKey } from "../core/key-layout.ts";
import type { Photo } from "../core/photo-event.ts";
import type { PhotoItem, PhotoOutcome, PhotoRecord } from "../core/photo-record.ts";
import type { Services } from "./clients.ts";
import { writeDocument } from "./documents.ts";

interface Ending {
  outcome: PhotoOutcome;
  reason?: string;
  message?: string;
  movedTo?: string;
  duplicateOf?: string;
}

/** Writes what became of a photo to `photos/<name>.json`. `item` is its own, if it has one. */
export async function writeRecord(
  services: Services,
  photo: Photo,
  item: Partial<PhotoItem>,
  ending: Ending,
): Promise<void> {
  const record: PhotoRecord = {
    photo: photo.photo,
    bucket: photo.bucket,
    key: photo.key,
    etag: photo.etag,
    ...ending,
    ...defined({
      contentSha256: item.ContentSha256,
      bytes: item.Bytes ?? photo.size,
      width: item.Width,
      height: item.Height,
      exposure: item.Exposure,
      detectedFaces: item.DetectedFaces,
      keptFaces: item.KeptFaces,
      faceModelVersion: item.FaceModelVersion,
      rulesVersion: item.RulesVersion,
    }),
    calls: { DetectFaces: item.DetectFacesCalls ?? 0, IndexFaces: item.IndexFacesCalls ?? 0 },
    endedAt: new Date().toISOString(),
  };
  await writeDocument(services, photoRecordKey(photo.name), photo.etag, record);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
