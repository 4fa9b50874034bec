import { availableParallelism } from "node:os";
import type { FaceEngine } from "../faces/engine.ts";
import { UndecodableImageError } from "../faces/engine.ts";
import type { Face, Include } from "../faces/face.ts";
import { invalidFormat, type LoadedImage } from "./image.ts";

/** The face models, with a small cache of their last answers. */
export interface Models {
  /** Starts them, so that the first image need not wait for it. Nobody waits for this. */
  warm(): void;
  /** Until they answer. @throws Error when they cannot be started */
  ready(): Promise<void>;
  /** Largest face first, 100 at most, as Rekognition. */
  analyze(image: LoadedImage, include: Include): Promise<Face[]>;
  close(): Promise<void>;
}

interface Remembered {
  include: Include;
  faces: Promise<Face[]>;
}

/** Answers kept: more than there are photos between DetectFaces and IndexFaces. */
const REMEMBERED = 4 * availableParallelism() + 64;
const MAX_FACES = 100;

/**
 * DetectFaces and IndexFaces of one photo follow each other, and are given the same bytes: the second is answered
 * from the first.
 *
 * @param open starts the engine; called by `warm` or at the first image, for it takes seconds and some memory
 */
export function openModels(open: () => Promise<FaceEngine>): Models {
  const remembered = new Map<string, Remembered>();
  let engine: Promise<FaceEngine> | undefined;

  async function run({ bytes }: LoadedImage, include: Include): Promise<Face[]> {
    engine ??= open();
    try {
      const faces = await (await engine).analyze(bytes, include);
      return faces.slice(0, MAX_FACES);
    } catch (error) {
      throw error instanceof UndecodableImageError ? invalidFormat(error) : error;
    }
  }

  return {
    warm() {
      engine ??= open();
      engine.catch(() => {}); // Handled where the engine is awaited.
    },
    async ready() {
      engine ??= open();
      await engine;
    },
    analyze(image, include) {
      const known = remembered.get(image.sha256);
      if (known && covers(known.include, include)) return known.faces;
      const faces = run(image, include);
      remembered.delete(image.sha256);
      remembered.set(image.sha256, { include, faces });
      faces.catch(() => remembered.delete(image.sha256));
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      return faces;
    },
    async close() {
      remembered.clear();
      await (await engine?.catch(() => undefined))?.close();
    },
  };
}

function covers(known: Include, include: Include): boolean {
  return (
    (!include.attributes || known.attributes === true) && (!include.descriptors || known.descriptors === true)
  );
}
