import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { detector } from "./detector.ts";
import { ageGender, expression, landmarks, recognition } from "./face-networks.ts";
import type { Graph } from "./graph.ts";
import { parseWeights, readWeightFiles, type Weights } from "./weights.ts";

/** Part of every cached model's identity: raise it whenever the converter writes other bytes than before. */
const CONVERTER_VERSION = 2;

const SOURCES = {
  detector: { weights: "ssd_mobilenetv1_model", build: detector },
  landmarks: { weights: "face_landmark_68_model", build: landmarks },
  recognition: { weights: "face_recognition_model", build: recognition },
  ageGender: { weights: "age_gender_model", build: ageGender },
  expression: { weights: "face_expression_model", build: expression },
} satisfies Record<string, { weights: string; build: (weights: Weights) => Graph }>;

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
  const { weights, build } = SOURCES[name];
  const files = await readWeightFiles(weights);
  const source = sha256(Buffer.from(`converter ${CONVERTER_VERSION}\n`), files.manifest, files.data);
  const path = join(modelDir, `${name}.onnx`);
  const stampPath = join(modelDir, `${name}.json`);
  if (await isIntact(path, stampPath, source)) return path;
  const model = build(parseWeights(files)).encode(name);
  await replaceFile(path, model);
  // Last, so that a crash in between leaves a stamp that does not fit, never one that lies.
  await replaceFile(stampPath, JSON.stringify({ source, sha256: sha256(model) } satisfies Stamp));
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

async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function sha256(...parts: Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
