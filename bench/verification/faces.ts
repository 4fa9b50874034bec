import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { startProgress } from "../../analysis/terminal/progress.ts";
import type { FaceEngine } from "../../local/faces/engine.ts";

/** The largest face of a photo. */
export interface PhotoFace {
  /** Absent where no face can be described. */
  descriptor?: Float32Array;
  /** The face as a small JPEG; the whole photo where it has none. */
  picture: Buffer;
}

const PICTURE_SIDE = 160;

/** The face of each photo, each looked at once; a file that is no photo has none. */
export async function describePhotos(
  engine: FaceEngine,
  paths: readonly string[],
): Promise<Map<string, PhotoFace>> {
  const progress = startProgress("photos", paths.length);
  let done = 0;
  const found = await Promise.all(
    paths.map(async (path) => {
      const face = await faceOf(engine, path).catch(() => ({ picture: Buffer.alloc(0) }));
      progress.update(++done);
      return [path, face] as const;
    }),
  );
  progress.end();
  return new Map(found);
}

async function faceOf(engine: FaceEngine, path: string): Promise<PhotoFace> {
  const bytes = await readFile(path);
  const [face] = (await engine.analyze(bytes, { descriptors: true })).filter(({ descriptor }) => descriptor);
  const upright = sharp(await sharp(bytes).autoOrient().toBuffer());
  const { width, height } = await upright.metadata();
  if (face) {
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
    const left = clamp(face.box.left * width, width - 1);
    const top = clamp(face.box.top * height, height - 1);
    upright.extract({
      ...{ left, top },
      width: Math.max(1, clamp((face.box.left + face.box.width) * width, width) - left),
      height: Math.max(1, clamp((face.box.top + face.box.height) * height, height) - top),
    });
  }
  const picture = await upright
    .resize(PICTURE_SIDE, PICTURE_SIDE, { fit: "cover" })
    .jpeg({ quality: 80 })
    .toBuffer();
  return { picture, ...(face?.descriptor && { descriptor: face.descriptor }) };
}
