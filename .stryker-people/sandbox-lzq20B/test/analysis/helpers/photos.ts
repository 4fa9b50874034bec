// @ts-nocheck
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";

const require = createRequire(import.meta.url);
const demo = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "demo");

/** A sample photo of the installed face-api package. */
export const samplePhoto = (number: number) => join(demo, `sample${number}.jpg`);

/** A folder with sample photos under the given names; mirrored or darker where said. Removed by `remove`. */
export async function photoFolder(
  photos: Record<string, { sample: number; mirrored?: boolean; brightness?: number }>,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "photos-"));
  for (const [name, { sample, mirrored, brightness = 1 }] of Object.entries(photos)) {
    const photo = sharp(samplePhoto(sample)).autoOrient().modulate({ brightness });
    await (mirrored ? photo.flop() : photo).jpeg({ quality: 92 }).toFile(join(folder, name));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
