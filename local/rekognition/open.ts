import { counted } from "../../core/counted.ts";
import { LocalAwsError } from "../common/local-aws-error.ts";
import { NAME } from "../common/names.ts";
import { ENGINE_VERSION, openFaceEngine } from "../faces/engine.ts";
import { NetworkError } from "../faces/errors.ts";
import { type NetworkFile, readNetworkFile } from "../faces/network/network-file.ts";
import { OWN_FIT } from "../faces/similarity.ts";
import type { Handler } from "../gateway/server.ts";
import { CollectionStore } from "./collection-store.ts";
import { IdempotentCalls } from "./idempotent-calls.ts";
import { openModels } from "./models.ts";
import { openRecording } from "./replay/recording.ts";
import { type ReadObjectFor, rekognitionHandler } from "./server.ts";

export interface RekognitionOptions {
  /** Folder of the collections. */
  root: string;
  modelDir: string;
  /** Folder of recorded answers. */
  replay?: string;
  replayOnly?: boolean;
  /** ONNX file of a face descriptor of the user's own. */
  descriptor?: string;
  freshFaceIds: boolean;
  /** The models cannot be started. */
  onModelsFailed(error: LocalAwsError): void;
  readObjectFor: ReadObjectFor;
  log(line: string): void;
}

export interface Rekognition {
  handle: Handler;
  /** Starts the models, if they may be used, without waiting for them. */
  warm(): void;
  close(): Promise<void>;
}

/** Rekognition with face models, or recorded answers, behind it. @throws LocalAwsError */
export async function openRekognition(options: RekognitionOptions): Promise<Rekognition> {
  const {
    root,
    modelDir,
    replay,
    replayOnly = false,
    descriptor,
    freshFaceIds,
    onModelsFailed,
    readObjectFor,
    log,
  } = options;
  const network = descriptor === undefined ? undefined : await readNetwork(descriptor);
  const recording = replay === undefined ? undefined : await openRecording(replay);
  const collections = await CollectionStore.open(root);
  const faceModelVersion = recording?.faceModelVersion ?? network?.version ?? ENGINE_VERSION;
  const models = openModels(() =>
    openFaceEngine({ modelDir, network }).catch((cause: Error) => {
      const error = modelsError(cause);
      onModelsFailed(error);
      throw error;
    }),
  );
  try {
    checkVersion(collections, faceModelVersion);
    // Checked now: an unusable network would otherwise fail with every photo.
    if (network) await models.ready();
  } catch (error) {
    await models.close();
    await collections.close();
    throw error;
  }
  const handle = rekognitionHandler(
    {
      collections,
      models,
      replayOnly,
      faceModelVersion,
      fit: network?.fit ?? OWN_FIT,
      readObjectFor,
      freshFaceIds,
      idempotent: new IdempotentCalls(),
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

function readNetwork(file: string): Promise<NetworkFile> {
  return readNetworkFile(file).catch((error: Error) => {
    throw error instanceof NetworkError ? new LocalAwsError(error.message) : error;
  });
}

/** Of a worker's error, whose class is lost on the way; its name is not. */
function modelsError(cause: Error): LocalAwsError {
  const message =
    cause.name === "NetworkError"
      ? cause.message
      : `The face models cannot be started (${cause.message}). Run npm ci again, or choose another folder with --state DIR.`;
  return new LocalAwsError(message, { cause });
}

/** Checked now: a collection of another version would otherwise refuse every photo. */
function checkVersion(collections: CollectionStore, faceModelVersion: string): void {
  if (!collections.ids().includes(NAME)) return;
  const { faces, faceModelVersion: other } = collections.get(NAME);
  if (faces.size === 0 || other === faceModelVersion) return;
  throw new LocalAwsError(
    `The collection in this state folder holds ${counted(faces.size, "face")} of the face model version ${other}, ` +
      `which cannot be compared with version ${faceModelVersion}. Choose another folder with --state DIR.`,
  );
}
