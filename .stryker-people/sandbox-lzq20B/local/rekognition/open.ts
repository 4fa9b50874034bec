// @ts-nocheck
import { counted } from "../../core/counted.ts";
import { ENGINE_VERSION, openFaceEngine } from "../faces/engine.ts";
import type { Handler } from "../gateway/server.ts";
import { NAME } from "../names.ts";
import { RegionError } from "../region-error.ts";
import { CollectionStore } from "./collection-store.ts";
import { openModels } from "./models.ts";
import { Once } from "./once.ts";
import { openRecording } from "./replay/recording.ts";
import { type ReadObjectFor, rekognitionHandler } from "./server.ts";

export interface RekognitionOptions {
  /** Folder of the collections. */
  root: string;
  modelDir: string;
  /** Folder of recorded answers. */
  replay?: string;
  replayOnly?: boolean;
  freshFaceIds: boolean;
  readObjectFor: ReadObjectFor;
  log(line: string): void;
}

export interface Rekognition {
  handle: Handler;
  /** Starts the models, if they may be asked. Nobody waits for this. */
  warm(): void;
  close(): Promise<void>;
}

/** Rekognition with face models, or recorded answers, behind it. @throws RegionError */
export async function openRekognition(options: RekognitionOptions): Promise<Rekognition> {
  const { root, modelDir, replay, replayOnly = false, freshFaceIds, readObjectFor, log } = options;
  const recording = replay === undefined ? undefined : await openRecording(replay);
  const collections = await CollectionStore.open(root);
  const faceModelVersion = recording?.faceModelVersion ?? ENGINE_VERSION;
  try {
    checkVersion(collections, faceModelVersion);
  } catch (error) {
    await collections.close();
    throw error;
  }
  const models = openModels(() => openFaceEngine({ modelDir }));
  const handle = rekognitionHandler(
    {
      collections,
      models,
      replayOnly,
      faceModelVersion,
      readObjectFor,
      freshFaceIds,
      once: new Once(),
      ...(recording && { recording }),
    },
    log,
  );
  return {
    handle,
    warm() {
      if (!replayOnly) models.warm();
    },
    async close() {
      await models.close();
      await collections.close();
    },
  };
}

/** Faces of another version would be refused photo by photo: better once, and before anything is begun. */
function checkVersion(collections: CollectionStore, faceModelVersion: string): void {
  if (!collections.ids().includes(NAME)) return;
  const { faces, faceModelVersion: other } = collections.get(NAME);
  if (faces.size === 0 || other === faceModelVersion) return;
  throw new RegionError(
    `The collection in this state folder holds ${counted(faces.size, "face")} of the face model version ${other}, ` +
      `which cannot be compared with version ${faceModelVersion}. Choose another folder with --state DIR.`,
  );
}
