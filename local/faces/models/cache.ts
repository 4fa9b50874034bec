import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../../core/files/write-atomically.ts";
import { detector } from "./detector.ts";
import { ageGender, expression, landmarks, recognition } from "./face-networks.ts";
import type { Graph } from "./graph.ts";
import type { GraphModel } from "./graph-model.ts";
import { faceMesh, faceTraits } from "./human-networks.ts";
import {
  type ModelFiles,
  parseWeights,
  readFaceApiFiles,
  readHumanFiles,
  type WeightGroup,
  type Weights,
} from "./weights.ts";

/** Part of every cached model's identity: raise it whenever the converter writes other bytes than before. */
const CONVERTER_VERSION = 3;

interface Source {
  read(): Promise<ModelFiles>;
  build(files: ModelFiles): Graph;
}

const SOURCES = {
  detector: faceApi("ssd_mobilenetv1_model", detector),
  landmarks: faceApi("face_landmark_68_model", landmarks),
  recognition: faceApi("face_recognition_model", recognition),
  ageGender: faceApi("age_gender_model", ageGender),
  expression: faceApi("face_expression_model", expression),
  faceMesh: human("facemesh", faceMesh),
  faceTraits: human("faceres", faceTraits),
} satisfies Record<string, Source>;

function faceApi(model: string, build: (weights: Weights) => Graph): Source {
  return {
    read: () => readFaceApiFiles(model),
    build: ({ description, data }) =>
      build(parseWeights(JSON.parse(description.toString()) as WeightGroup[], data)),
  };
}

function human(model: string, build: (model: GraphModel, weights: Weights) => Graph): Source {
  return {
    read: () => readHumanFiles(model),
    build: ({ description, data }) => {
      const parsed = JSON.parse(description.toString()) as GraphModel;
      return build(parsed, parseWeights(parsed.weightsManifest, data));
    },
  };
}

export type ModelName = keyof typeof SOURCES;
export type ModelPaths = Record<ModelName, string>;
export const MODEL_NAMES = Object.keys(SOURCES) as ModelName[];

/** What a cached file must be made from and look like; stands beside it as JSON. */
interface Stamp {
  source: string;
  sha256: string;
}

/**
 * The models as ONNX files under `modelDir`, converted where the cache is absent, outdated or damaged. Safe to
 * call from several processes at once: files are replaced whole, and all write the same bytes.
 */
export async function ensureModels(modelDir: string): Promise<ModelPaths> {
  await mkdir(modelDir, { recursive: true });
  const paths: Partial<ModelPaths> = {};
  for (const name of MODEL_NAMES) paths[name] = await ensureModel(modelDir, name);
  return paths as ModelPaths;
}

async function ensureModel(modelDir: string, name: ModelName): Promise<string> {
  const { read, build } = SOURCES[name];
  const files = await read();
  const source = sha256(Buffer.from(`converter ${CONVERTER_VERSION}\n`), files.description, files.data);
  const path = join(modelDir, `${name}.onnx`);
  const stampPath = join(modelDir, `${name}.json`);
  if (await isIntact(path, stampPath, source)) return path;
  const model = build(files).encode(name);
  await writeAtomically(path, model);
  // Last: after a crash in between, the stamp does not match the file, and the file is made again.
  await writeAtomically(stampPath, JSON.stringify({ source, sha256: sha256(model) } satisfies Stamp));
  return path;
}

async function isIntact(path: string, stampPath: string, source: string): Promise<boolean> {
  try {
    const stamp: Partial<Stamp> = JSON.parse(await readFile(stampPath, "utf8"));
    return stamp.source === source && stamp.sha256 === sha256(await readFile(path));
  } catch {
    return false; // Absent or unreadable: convert again, which reports what is really wrong.
  }
}

function sha256(...parts: Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
