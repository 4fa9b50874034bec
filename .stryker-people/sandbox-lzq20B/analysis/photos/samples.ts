// @ts-nocheck
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp, { type Sharp } from "sharp";

/** How each copy differs from its original. */
const EDITS: Record<string, (photo: Sharp, size: { width: number; height: number }) => Sharp> = {
  mirrored: (photo) => photo.flop(),
  darkened: (photo) => photo.modulate({ brightness: 0.7 }),
  smaller: (photo, { width }) => photo.resize({ width: Math.round(width / 2) }),
  cropped: (photo, { width, height }) => photo.extract(inset(width, height, 0.06)),
  // The pixels lie on their side; the EXIF tag tells viewers to turn them back.
  turned: (photo) => photo.rotate(270).withMetadata({ orientation: 6 }),
};

function inset(width: number, height: number, share: number) {
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  return { left, top, width: width - 2 * left, height: height - 2 * top };
}

/**
 * Sample photos: those that come with the installed face-api package (MIT), and an edited copy of each in five ways, so
 * that there is something to find. Made once; later calls find them there.
 */
export async function makeSamples(folder: string): Promise<string> {
  if (existsSync(folder)) return folder;
  const require = createRequire(import.meta.url);
  const demo = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "demo");
  const originals = (await readdir(demo)).filter((file) => /^sample\d+\.jpg$/.test(file)).sort();
  const making = `${folder}.${process.pid}`;
  await mkdir(join(making, "copies"), { recursive: true });
  for (const file of originals) {
    await copyFile(join(demo, file), join(making, file));
    const upright = await sharp(join(demo, file)).autoOrient().toBuffer();
    const { width, height } = await sharp(upright).metadata();
    for (const [edit, apply] of Object.entries(EDITS)) {
      const copy = await apply(sharp(upright), { width, height }).jpeg({ quality: 92 }).toBuffer();
      await writeFile(join(making, "copies", file.replace(".jpg", `-${edit}.jpg`)), copy);
    }
  }
  await rename(making, folder);
  return folder;
}
