import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { writeAtomically } from "../../../core/files/write-atomically.ts";
import { NetworkError } from "../errors.ts";
import type { SimilarityFit } from "../similarity.ts";

/** How a network wants its pixels: `(value - mean) / scale` of 0 to 255, in this order of channels. */
export interface NetworkInput {
  mean: number;
  scale: number;
  channels: "RGB" | "BGR";
}

/** A face descriptor of the user's own, read from `FILE.onnx` and, beside it, `FILE.json`. */
export interface NetworkFile {
  /** Absolute. */
  path: string;
  input: NetworkInput;
  fit: SimilarityFit;
  /** Whether the fit was measured; before that it is a guess that suits most networks of this kind. */
  isFitted: boolean;
  /** Of the faces that it describes: another file or other pixels, another version. */
  version: string;
}

const INPUT: NetworkInput = { mean: 127.5, scale: 127.5, channels: "RGB" };

/** 80 % at a cosine of .40 and 99 % at .60, where most networks that were trained with ArcFace's loss are about right. */
const GUESS: SimilarityFit = { intercept: 18.9, slope: 16, doubt: 0 };

/** What may stand beside the network. All of it may be left out. */
interface Description extends Partial<NetworkInput> {
  fit?: SimilarityFit;
}

export const descriptionPath = (path: string) => path.replace(/(\.onnx)?$/i, ".json");

/** @throws NetworkError for a file that is not there, or a description that makes no sense */
export async function readNetworkFile(file: string): Promise<NetworkFile> {
  const path = resolve(file);
  const bytes = await readFile(path).catch(() => {
    throw new NetworkError(`No network in ${path}. Give --descriptor an ONNX file.`);
  });
  const { fit, ...given } = await readDescription(path);
  const input = { ...INPUT, ...given };
  const hash = createHash("sha256").update(bytes).update(JSON.stringify(input)).digest();
  return {
    path,
    input,
    fit: fit ?? GUESS,
    isFitted: fit !== undefined,
    // In digits, since that is all that IndexFacesModelVersion may hold.
    version: `descriptor-${hash.readUIntBE(0, 6)}`,
  };
}

/** Keeps a fit beside the network, for the next start. */
export async function writeFit({ path }: NetworkFile, fit: SimilarityFit): Promise<void> {
  const description = { ...(await readDescription(path)), fit };
  await writeAtomically(descriptionPath(path), `${JSON.stringify(description, null, 2)}\n`);
}

async function readDescription(network: string): Promise<Description> {
  const path = descriptionPath(network);
  const text = await readFile(path, "utf8").catch(() => "{}");
  const description = parse(text);
  if (isDescription(description)) return description;
  throw new NetworkError(
    `${path} does not describe a network. It may hold mean, scale (numbers), channels ("RGB" or "BGR") and fit ` +
      '(intercept, slope, doubt), such as {"mean": 127.5, "scale": 127.5, "channels": "RGB"}.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDescription(value: unknown): value is Description {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { mean = 0, scale = 1, channels = "RGB", fit, ...others } = value as Description;
  return (
    Object.keys(others).length === 0 &&
    Number.isFinite(mean) &&
    Number.isFinite(scale) &&
    scale !== 0 &&
    ["RGB", "BGR"].includes(channels) &&
    (fit === undefined || [fit.intercept, fit.slope, fit.doubt].every(Number.isFinite))
  );
}
