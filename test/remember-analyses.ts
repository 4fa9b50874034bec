import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { inject, vi } from "vitest";
import type { FaceEngine } from "../local/faces/engine.ts";
import type { Face, Include } from "../local/faces/face.ts";
import { RUN_MODELS } from "./run-models.ts";

const ENGINE = "../local/faces/engine.ts";
const folder = inject("runFolder");

/**
 * The local AWS's own face engine, which is asked once per picture and run of the tests: hundreds of tests send the same
 * few pictures, and are about everything but the models.
 */
vi.doMock(ENGINE, async () => {
  const real = await vi.importActual<typeof import("../local/faces/engine.ts")>(ENGINE);
  // One worker and one set of models for every local AWS of a process, started at the first picture nobody has seen.
  let opened: Promise<FaceEngine> | undefined;
  const open = () => {
    opened ??= real.openFaceEngine({ modelDir: RUN_MODELS, workers: 1 });
    return opened;
  };
  return { ...real, openFaceEngine: async () => remembering(open, real.ENGINE_VERSION) };
});

function remembering(open: () => Promise<FaceEngine>, version: string): FaceEngine {
  return {
    version,
    async analyze(image: Uint8Array, wants: Include = {}): Promise<Face[]> {
      const path = join(folder, nameOf(image, wants));
      const known = await readFile(path).catch(() => undefined);
      if (known) return deserialize(known) as Face[];
      const faces = await (await open()).analyze(image, wants);
      const temporary = `${path}.${randomUUID()}`;
      await writeFile(temporary, serialize(faces));
      await rename(temporary, path);
      return faces;
    },
    // It ends with the process of the test file: the next local AWS of the file needs it again.
    close: async () => {},
  };
}

/** The same picture in other bytes, as `variant` of the harness makes it, has the same faces. */
function nameOf(image: Uint8Array, { attributes = false, descriptors = false }: Include): string {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const isJpeg = bytes.indexOf(Buffer.of(0xff, 0xd8)) === 0;
  const end = bytes.lastIndexOf(Buffer.of(0xff, 0xd9));
  const picture = isJpeg && end > 0 ? bytes.subarray(0, end) : bytes;
  return `${createHash("sha256").update(picture).digest("hex")}-${attributes}-${descriptors}`;
}
